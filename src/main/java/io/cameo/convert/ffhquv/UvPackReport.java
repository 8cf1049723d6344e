package io.cameo.convert.ffhquv;

import io.cameo.archive.FileTree;
import io.cameo.convert.PackReport;
import io.cameo.dataset.ffhquv.UvSet;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a set that was packed.
 *
 * @param records the run; counts samples
 * @param set which set it was
 * @param table beside the record file; null where none was made
 * @param maps how many samples have one
 * @param residuals how many of them are kept as what differs from the template
 * @param mapBytes of the files of all maps
 * @param storedMapBytes what they take in the records
 * @param notKept files of the release that are in no record
 * @param problems archives and entries that could not be read: what they hold is not in the records
 */
public record UvPackReport(
        PackReport records,
        UvSet set,
        @Nullable Path table,
        long maps,
        long residuals,
        long mapBytes,
        long storedMapBytes,
        long notKept,
        List<FileTree.Problem> problems) {
    /** Takes a copy. */
    public UvPackReport {
        problems = List.copyOf(problems);
    }

    /** Whether all that was found was packed. */
    public boolean isSound() {
        return records.complete() && records.rejected() == 0 && problems.isEmpty();
    }
}
