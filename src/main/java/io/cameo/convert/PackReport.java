package io.cameo.convert;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What became of a packing run.
 *
 * @param rec the record file; it exists only where {@link #complete()}
 * @param rejects the list of rejected images, or null if there are none
 * @param listed lines of the list that were reached, blank ones not counted
 * @param packed records written
 * @param rejected images and lines that were not packed
 * @param resumedAt how many of {@code listed} an earlier, stopped run had done
 * @param sizeBytes size of the record file
 * @param end how the run ended
 * @param wallNanos time from start to end, the force to disk included
 * @param stageNanos time that all workers together spent on reading, decoding and encoding
 */
public record PackReport(
        Path rec,
        @Nullable Path rejects,
        long listed,
        long packed,
        long rejected,
        long resumedAt,
        long sizeBytes,
        End end,
        long wallNanos,
        long stageNanos) {
    /** How a run ended. */
    public enum End {
        /** Every line was dealt with and the files have their names. */
        COMPLETE,
        /** More images were bad than the error limit tolerates; can be resumed with a higher one. */
        ERROR_LIMIT,
        /** It was cancelled; can be resumed. */
        CANCELLED,
        /** Every line was rejected: nothing was written, and a record file that stood there still does. */
        NOTHING_PACKED
    }

    /** Whether the record file stands under its name. */
    public boolean complete() {
        return end == End.COMPLETE;
    }

    /** The same of a run of which an earlier one had done so many items. */
    public PackReport withResumedAt(long items) {
        return new PackReport(rec, rejects, listed, packed, rejected, items, sizeBytes, end, wallNanos, stageNanos);
    }

    /** The same of a run that took another time, as one in parts did before they were joined. */
    public PackReport withWallNanos(long nanos) {
        return new PackReport(rec, rejects, listed, packed, rejected, resumedAt, sizeBytes, end, nanos, stageNanos);
    }
}
