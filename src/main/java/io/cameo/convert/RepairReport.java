package io.cameo.convert;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of repairing a record file.
 *
 * @param source the damaged file, as it was
 * @param target the new one; it exists unless {@link #cancelled()}
 * @param lost the list of what was lost or mended; null if there is nothing to tell
 * @param kept records in the new file
 * @param recovered how many of them had a damaged head, and were known by their checksum
 * @param doubtful how many of them may be too long or too short, because what follows them is damaged
 * @param proven how many of them have the checksum that the {@code .cix} gives
 * @param newKeys how many of them had no key and got a new one
 * @param lostRecords records that the index knows and that are gone; 0 without an index
 * @param lossKnown whether there was an index, so that {@code lostRecords} is the truth
 * @param rule where the keys come from
 * @param why the reason for that rule
 * @param damages what is wrong with the old file, in file order
 * @param lostBytes bytes of it that were passed over
 * @param sizeBytes size of the new file
 * @param cancelled whether the run was stopped; then nothing was written
 * @param wallNanos time from start to end
 */
public record RepairReport(
        Path source,
        Path target,
        @Nullable Path lost,
        long kept,
        long recovered,
        long doubtful,
        long proven,
        long newKeys,
        long lostRecords,
        boolean lossKnown,
        KeyRule rule,
        String why,
        List<VerifyReport.Damage> damages,
        long lostBytes,
        long sizeBytes,
        boolean cancelled,
        long wallNanos) {
    /** Whether every record is in the new file: by the index, or because no byte was passed over. */
    public boolean nothingLost() {
        return !cancelled && lostRecords == 0 && (lossKnown || lostBytes == 0);
    }
}
