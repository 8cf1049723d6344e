package io.cameo.convert.matting;

import java.nio.file.Path;
import java.util.List;

/**
 * What became of a record file that was unpacked.
 *
 * @param file the record file
 * @param directory where everything went
 * @param samples images and frames written
 * @param exactFiles files written byte for byte as they were
 * @param encodedFiles PNG files made again of their samples: equal pixels, other bytes
 * @param notKept files of the tree that the record file never held
 * @param firstNotKept the first of them
 * @param lost what is damaged or could not be written under its name
 * @param firstLost the first of it, with reasons
 * @param missing names that were asked for and are not there
 * @param hasManifest whether the tree as a whole is known: without, files that were not kept cannot be told
 * @param cancelled whether the run was stopped
 * @param wallNanos from begin to end
 */
public record MattingUnpackReport(
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
        boolean hasManifest,
        boolean cancelled,
        long wallNanos) {
    /** Takes copies. */
    public MattingUnpackReport {
        firstNotKept = List.copyOf(firstNotKept);
        firstLost = List.copyOf(firstLost);
        missing = List.copyOf(missing);
    }

    /** Whether everything that was asked for, as far as the file has it, was written. */
    public boolean isSound() {
        return !cancelled && lost == 0 && missing.isEmpty();
    }
}
