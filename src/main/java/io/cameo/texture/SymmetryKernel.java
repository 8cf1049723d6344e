package io.cameo.texture;

import io.cameo.compute.Backend;
import java.lang.foreign.MemorySegment;

/**
 * The loops under {@link BsError}, row by row in single precision: the order of additions is part of the specification, and
 * there are no fused operations. One thread at a time.
 */
sealed interface SymmetryKernel permits SymmetryKernelScalar, SymmetryKernelSimd {
    float BLUE = 0.114f;
    float GREEN = 0.587f;
    float RED = 0.299f;

    /** The twin for the active backend. */
    static SymmetryKernel create() {
        return switch (Backend.active()) {
            case SCALAR -> new SymmetryKernelScalar();
            case SIMD, CUDA -> new SymmetryKernelSimd();
        };
    }

    /** {@code luma[x] = (RED r + GREEN g) + BLUE b} of pixels that stand as B, G, R from an offset on. */
    void luma(MemorySegment src, long srcOffset, float[] luma, int widthPx);

    /** {@code dst[at + x] = luma[x] - luma[widthPx - 1 - x]} for the first {@code count} columns. */
    void differences(float[] luma, int widthPx, float[] dst, int at, int count);

    /**
     * Along a row whose sample x is {@code row[x + taps.length - 1]}: {@code dst[at + x] = taps[0] r(x) + taps[1] (r(x - 1) + r(x
     * + 1)) + ...}, from left to right.
     */
    void across(float[] row, float[] taps, float[] dst, int at, int count);

    /**
     * Down the rows of a plane that begin at {@code rows[0] ... rows[2 reach]}, the middle one being {@code rows[reach]}: as
     * {@link #across}, for columns {@code from ... from + count - 1}, to {@code dst[0 ...]}.
     */
    void down(float[] plane, int[] rows, float[] taps, int from, float[] dst, int count);

    /** {@code columns[at + x] += weights[at + x] |values[x]|}, added in double. */
    void addAbsolutes(float[] values, float[] weights, double[] columns, int at, int count);
}
