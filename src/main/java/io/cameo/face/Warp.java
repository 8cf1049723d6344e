package io.cameo.face;

import io.cameo.compute.Backend;
import io.cameo.compute.CudaLibrary;
import io.cameo.image.Image;

/**
 * Draws an image through an affine map, as {@code cv2.warpAffine} with {@code INTER_LINEAR} and a constant border of
 * zero does, bit for bit: OpenCV 4 on x86-64, accurate hint, without vendors' replacements.
 *
 * <p>Keeps its scratch between calls, and allocates nothing once it has seen the largest crop: one per worker, not
 * thread-safe. Twins give the same bits.
 */
public sealed interface Warp permits WarpScalar, WarpSimd, WarpCuda {
    /** The longest side of a source: OpenCV's own limit, because its coordinates are 16 bits. */
    int MAX_SOURCE_SIDE_PX = Short.MAX_VALUE - 1;

    /** The twin for the active backend. */
    static Warp create() {
        return switch (Backend.active()) {
            case SCALAR -> new WarpScalar();
            case SIMD -> new WarpSimd();
            case CUDA -> new WarpCuda(CudaLibrary.active());
        };
    }

    /**
     * Fills the whole of {@code dst}; where the map leads outside {@code src}, with zeros, alpha included. A matrix
     * without inverse draws what OpenCV draws: every pixel is the source's first.
     *
     * @param src 8-bit, 1, 3 or 4 channels, any stride, sides up to {@link #MAX_SOURCE_SIDE_PX}
     * @param matrix six numbers, row by row: {@code x' = m0 x + m1 y + m2}, {@code y' = m3 x + m4 y + m5}, from pixels
     *     of {@code src} to pixels of {@code dst}; not changed
     * @param dst of the same format, any size and stride; shares no memory with {@code src}; bytes between its rows stay
     * @throws IllegalArgumentException if the formats differ or have 16 bits, the source is too large, memory is shared
     *     or read-only, or the matrix has not six finite numbers
     */
    void run(Image src, double[] matrix, Image dst);

    /** As {@link #run(Image, double[], Image)}. */
    default void run(Image src, SimilarityTransform transform, Image dst) {
        run(src, transform.matrix(), dst);
    }
}
