package io.cameo.loader.matting;

import io.cameo.loader.ErrorPolicy;
import io.cameo.loader.LastBatch;
import io.cameo.loader.Normalization;
import io.cameo.loader.TensorSpec;
import io.cameo.loader.TensorType;
import java.nio.file.Path;
import java.util.List;

/**
 * How a loader was set up; {@link MattingLoaderBuilder} checks the values and explains them.
 *
 * @param anyOfMany whether it is drawn who stays when there are more people than slots
 * @param images what one image looks like
 * @param planeType of mattes and masks
 */
record MattingSettings(
        List<Path> recs,
        ClipSampling sampling,
        MissingFrames missing,
        boolean shuffled,
        long seed,
        int rank,
        int world,
        LastBatch last,
        int batch,
        int instances,
        InstanceSlots slots,
        boolean anyOfMany,
        double dropProbability,
        double leastArea,
        int alphaFloor,
        List<MattingStep> steps,
        MaskSource masks,
        boolean smallMasks,
        MapKind maps,
        TensorSpec images,
        TensorType planeType,
        Normalization normalization,
        ErrorPolicy errors,
        int workers,
        int prefetch) {

    boolean hasMasks() {
        return !(masks instanceof MaskSource.None);
    }

    boolean storesMasks() {
        return masks instanceof MaskSource.Stored;
    }

    /** What decides which samples come, in which order, and what they look like, as text. */
    String identity() {
        return "sampling=" + sampling + ", missing=" + missing + ", shuffled=" + shuffled + ", seed=" + seed
                + ", instances=" + instances + ", slots=" + slots + ", any_of_many=" + anyOfMany + ", drop="
                + dropProbability + ", least_area=" + leastArea + ", alpha_floor=" + alphaFloor + ", steps=" + steps
                + ", masks=" + masks + ", small_masks=" + smallMasks + ", maps=" + maps + ", images=" + images
                + ", planes=" + planeType + ", normalization=" + normalization + ", errors=" + errors;
    }
}
