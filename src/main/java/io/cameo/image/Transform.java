package io.cameo.image;

/**
 * One step from image to image. The steps in {@link Transforms} are immutable, may be shared between threads, work in
 * the codec's buffers, and have a {@code toString} that names the step and all its parameters and does not change
 * between runs: journals and fingerprints rely on it. Give a step of your own such a text with
 * {@link Transforms#named}.
 */
@FunctionalInterface
public interface Transform {
    /**
     * Takes the step.
     *
     * @param image the input; may be in the codec's buffers, and then ends with this call
     * @param key of the record, for steps that choose by chance
     * @param codec the worker's own
     * @return the input itself, a view of it, or an image in the codec's buffers, valid until its next use
     * @throws BadImageException if the step does not fit this image
     */
    Image apply(Image image, long key, ImageCodec codec);
}
