package io.cameo.matte;

import io.cameo.compute.Backend;
import io.cameo.image.Image;

/**
 * The two passes. Images are of one format of 8-bit samples; callers have checked that taps and sizes fit. Sums begin with a half
 * and wrap as 32-bit numbers do. What of the result is not wanted may become anything. Not to be shared between threads.
 */
sealed interface ResampleKernel permits ResampleKernelScalar, ResampleKernelSimd {
    /** The twin for the active backend. */
    static ResampleKernel create() {
        return switch (Backend.active()) {
            case SCALAR -> new ResampleKernelScalar();
            case SIMD, CUDA -> new ResampleKernelSimd();
        };
    }

    /** Mixes samples of each row; both images have the same height. */
    void across(Image src, ResampleTaps taps, Image dst, RowSpans wanted);

    /** Mixes samples of each column; both images have the same width.
     *
     * @param firstRow the number that the taps give to the source's top row */
    void down(Image src, int firstRow, ResampleTaps taps, Image dst, RowSpans wanted);
}
