package io.cameo.convert.ffhquv;

import java.nio.file.Path;
import java.util.List;

/**
 * What became of a record file that was unpacked.
 *
 * @param file the record file
 * @param directory where everything went
 * @param samples how many were written
 * @param exactFiles files written byte for byte as they were
 * @param encodedFiles files made again: maps of their pixels, a meta file of its entries
 * @param notKept files of the release that the record file never held
 * @param firstNotKept the first of them
 * @param lost what is damaged or could not be written under its name
 * @param firstLost the first of it, with reasons
 * @param missing ids that were asked for and are not there
 * @param cancelled whether the run was stopped
 * @param wallNanos from begin to end
 */
public record UvUnpackReport(
        Path file,
        Path directory,
        long samples,
        long exactFiles,
        long encodedFiles,
        long notKept,
        List<String> firstNotKept,
        long lost,
        List<String> firstLost,
        List<String> missing,
        boolean cancelled,
        long wallNanos) {
    /** Takes copies. */
    public UvUnpackReport {
        firstNotKept = List.copyOf(firstNotKept);
        firstLost = List.copyOf(firstLost);
        missing = List.copyOf(missing);
    }

    /** Whether everything that was asked for, as far as the file has it, was written. */
    public boolean isSound() {
        return !cancelled && lost == 0 && missing.isEmpty();
    }
}
