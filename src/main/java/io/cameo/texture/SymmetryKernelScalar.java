package io.cameo.texture;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** The specification: one sample after the other. */
final class SymmetryKernelScalar implements SymmetryKernel {
    private static final int CHANNELS = 3;

    @Override
    public void luma(MemorySegment src, long srcOffset, float[] luma, int widthPx) {
        for (int x = 0; x < widthPx; x++) {
            long at = srcOffset + (long) CHANNELS * x;
            float green = GREEN * sample(src, at + 1);
            luma[x] = RED * sample(src, at + 2) + green + BLUE * sample(src, at);
        }
    }

    private static int sample(MemorySegment src, long offset) {
        return src.get(ValueLayout.JAVA_BYTE, offset) & 0xff;
    }

    @Override
    public void differences(float[] luma, int widthPx, float[] dst, int at, int count) {
        differences(luma, widthPx, dst, at, 0, count);
    }

    /** From one column on. */
    void differences(float[] luma, int widthPx, float[] dst, int at, int from, int count) {
        for (int x = from; x < count; x++) {
            dst[at + x] = luma[x] - luma[widthPx - 1 - x];
        }
    }

    @Override
    public void across(float[] row, float[] taps, float[] dst, int at, int count) {
        across(row, taps, dst, at, 0, count);
    }

    /** From one column on. */
    void across(float[] row, float[] taps, float[] dst, int at, int from, int count) {
        int reach = taps.length - 1;
        for (int x = from; x < count; x++) {
            int middle = x + reach;
            float sum = taps[0] * row[middle];
            for (int k = 1; k <= reach; k++) {
                sum += taps[k] * (row[middle - k] + row[middle + k]);
            }
            dst[at + x] = sum;
        }
    }

    @Override
    public void down(float[] plane, int[] rows, float[] taps, int from, float[] dst, int count) {
        down(plane, rows, taps, from, dst, 0, count);
    }

    /** From one column of those on. */
    void down(float[] plane, int[] rows, float[] taps, int from, float[] dst, int first, int count) {
        int reach = taps.length - 1;
        for (int x = first; x < count; x++) {
            int column = from + x;
            float sum = taps[0] * plane[rows[reach] + column];
            for (int k = 1; k <= reach; k++) {
                sum += taps[k] * (plane[rows[reach - k] + column] + plane[rows[reach + k] + column]);
            }
            dst[x] = sum;
        }
    }

    @Override
    public void addAbsolutes(float[] values, float[] weights, double[] columns, int at, int count) {
        addAbsolutes(values, weights, columns, at, 0, count);
    }

    /** From one value on. */
    void addAbsolutes(float[] values, float[] weights, double[] columns, int at, int first, int count) {
        for (int x = first; x < count; x++) {
            columns[at + x] += weights[at + x] * Math.abs(values[x]);
        }
    }
}
