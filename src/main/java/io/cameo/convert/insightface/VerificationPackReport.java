package io.cameo.convert.insightface;

import io.cameo.convert.PackReport;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What became of a run that packed a verification set.
 *
 * @param bin the set; it was written only where {@link #complete()}
 * @param rejects names each pair that was left out, with the image at fault; null if there is none
 * @param listed pairs of the list
 * @param packed pairs in the set
 * @param same how many of those are of one person
 * @param images different images that the packed and the left-out pairs name, as far as they are there
 * @param origins how many of those came from where
 * @param folds of the packed pairs
 * @param end how the run ended
 * @param sizeBytes of the set, 0 if there is none
 * @param wallNanos from start to end
 */
public record VerificationPackReport(
        Path bin,
        @Nullable Path rejects,
        int listed,
        int packed,
        int same,
        int images,
        FaceOrigins origins,
        VerificationFolds folds,
        PackReport.End end,
        long sizeBytes,
        long wallNanos) {
    /** Whether the set stands under its name. */
    public boolean complete() {
        return end == PackReport.End.COMPLETE;
    }

    /** How many pairs are not in the set. */
    public int leftOut() {
        return listed - packed;
    }
}
