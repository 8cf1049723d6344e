package io.cameo.convert.ffhquv;

import io.cameo.dataset.ffhquv.UvSet;
import java.nio.file.Path;
import java.util.List;

/**
 * What was exported.
 *
 * @param format what it is now
 * @param set what it was
 * @param files in their order; none if it was stopped
 * @param samples how many the set has
 * @param chosen how many of them were asked for
 * @param written how many are in the files
 * @param incomplete how many of those asked for lack their map or a view; an {@code .npz} leaves out those that lack a view
 * @param problems what could not be read, in the order of ids
 * @param bytes of the files
 * @param cancelled whether it was stopped before its end: nothing was made then
 * @param wallNanos how long it took
 */
public record UvExportReport(
        UvExportFormat format,
        UvSet set,
        List<Path> files,
        long samples,
        long chosen,
        long written,
        long incomplete,
        List<UvProblem> problems,
        long bytes,
        boolean cancelled,
        long wallNanos) {
    /** Takes copies. */
    public UvExportReport {
        files = List.copyOf(files);
        problems = List.copyOf(problems);
    }

    /** Whether all that could be read was written. */
    public boolean isSound() {
        return !cancelled && problems.isEmpty();
    }
}
