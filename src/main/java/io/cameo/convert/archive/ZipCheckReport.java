package io.cameo.convert.archive;

import io.cameo.archive.ArchiveFault;
import java.nio.file.Path;
import java.util.List;

/**
 * What is known of an archive after every entry was read.
 *
 * @param archive what was named
 * @param parts the files that it lies in; empty if it could not be opened
 * @param archiveBytes of all parts
 * @param entries how many there are, folders included
 * @param soundEntries how many are as they were packed
 * @param bytes of the sound ones
 * @param faults those that the directory shows first, then damaged entries in the order in which they lie
 * @param cancelled whether it was stopped, so that nothing is known of the rest
 */
public record ZipCheckReport(
        Path archive,
        List<Path> parts,
        long archiveBytes,
        long entries,
        long soundEntries,
        long bytes,
        List<ArchiveFault> faults,
        boolean cancelled,
        long wallNanos) {
    /** Takes copies. */
    public ZipCheckReport {
        parts = List.copyOf(parts);
        faults = List.copyOf(faults);
    }

    /** Whether nothing is wrong. */
    public boolean isSound() {
        return faults.isEmpty();
    }
}
