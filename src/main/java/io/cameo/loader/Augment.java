package io.cameo.loader;

import io.cameo.compute.SampleRandom;
import io.cameo.image.BadImageException;
import io.cameo.image.Image;

/**
 * One step from a decoded image to a sample. Those in {@link Augments} are immutable and may be shared between threads,
 * allocate nothing once a worker's scratch has grown (except where they say so), and have a {@code toString} that names
 * the step and all its parameters and does not change between runs: it can be compared to tell whether a run may be
 * resumed. A step of one's own should do the same.
 */
@FunctionalInterface
public interface Augment {
    /**
     * Takes the step.
     *
     * @param image 8 bits a sample; its pixels must not be changed, because they may be somebody else's
     * @param random of this sample; all choices come from it
     * @param scratch the worker's own
     * @return the input itself, or an image in the scratch, for which see {@link AugmentScratch#spare}
     * @throws BadImageException if the step does not fit this image
     */
    Image apply(Image image, SampleRandom random, AugmentScratch scratch);
}
