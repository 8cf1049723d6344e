package io.cameo.convert.archive;

import io.cameo.archive.ArchiveFault;
import java.nio.file.Path;
import java.util.List;

/**
 * What was unpacked.
 *
 * @param archive what was named
 * @param folder where to
 * @param files written
 * @param bytes of them
 * @param kept files of an earlier run that are as they must be
 * @param faults of entries that were not unpacked, in the order in which they lie
 * @param cancelled whether it was stopped; with resume it goes on
 */
public record ZipExtractReport(
        Path archive,
        Path folder,
        long files,
        long bytes,
        long kept,
        List<ArchiveFault> faults,
        boolean cancelled,
        long wallNanos) {
    /** Takes a copy. */
    public ZipExtractReport {
        faults = List.copyOf(faults);
    }
}
