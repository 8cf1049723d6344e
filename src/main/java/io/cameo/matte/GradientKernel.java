package io.cameo.matte;

import io.cameo.compute.Backend;
import java.lang.foreign.MemorySegment;

/**
 * The loops under {@link GradientError}, row by row in single precision: the order of additions is part of the
 * specification, and there are no fused operations. Stateless; free to share.
 */
sealed interface GradientKernel permits GradientKernelScalar, GradientKernelSimd {
    /** How many samples lie on each side of the middle of the filter. */
    int REACH = 4;

    /** How many rows the filter spans. */
    int ROWS = 2 * REACH + 1;

    /** The twin for the active backend. */
    static GradientKernel create() {
        return switch (Backend.active()) {
            case SCALAR -> new GradientKernelScalar();
            case SIMD, CUDA -> new GradientKernelSimd();
        };
    }

    /** {@code dst[at + i] = sample i - least}. */
    void load(MemorySegment src, long srcOffset, int bytes, int count, int least, float[] dst, int at);

    /**
     * Along a row whose sample x is {@code row[x + REACH]}: {@code smooth[x] = bell[0] r(x) + bell[1] (r(x - 1) + r(x + 1))
     * + ...} and {@code slope[x] = wave[1] (r(x + 1) - r(x - 1)) + wave[2] ...}, from left to right.
     */
    void across(float[] row, float[] bell, float[] wave, float[] smooth, float[] slope, int count);

    /**
     * Down {@link #ROWS} rows, the middle one being {@code [REACH]}: {@code length[x] = sqrt(u u + v v)} with u the bell of
     * the slopes and v the wave of the smooth ones, each in the order of {@link #across}.
     */
    void down(float[][] smooth, float[][] slope, float[] bell, float[] wave, float[] length, int count);

    /** {@code columns[x] += w(x) d d} with {@code d = left[x] leftScale - right[x] rightScale}, added in double. */
    void addSquares(
            float[] left,
            float leftScale,
            float[] right,
            float rightScale,
            float[] weights,
            double[] columns,
            int count);
}
