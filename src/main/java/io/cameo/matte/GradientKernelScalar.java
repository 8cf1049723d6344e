package io.cameo.matte;

import java.lang.foreign.MemorySegment;

/** The specification: one sample after the other. */
final class GradientKernelScalar implements GradientKernel {
    @Override
    public void load(MemorySegment src, long srcOffset, int bytes, int count, int least, float[] dst, int at) {
        for (int i = 0; i < count; i++) {
            dst[at + i] = Planes.sample(src, srcOffset, i, bytes) - least;
        }
    }

    @Override
    public void across(float[] row, float[] bell, float[] wave, float[] smooth, float[] slope, int count) {
        across(row, bell, wave, smooth, slope, 0, count);
    }

    /** From one column on. */
    void across(float[] row, float[] bell, float[] wave, float[] smooth, float[] slope, int from, int count) {
        for (int x = from; x < count; x++) {
            int middle = x + REACH;
            float even = bell[0] * row[middle];
            float odd = 0;
            for (int k = 1; k <= REACH; k++) {
                even += bell[k] * (row[middle - k] + row[middle + k]);
                odd += wave[k] * (row[middle + k] - row[middle - k]);
            }
            smooth[x] = even;
            slope[x] = odd;
        }
    }

    @Override
    public void down(float[][] smooth, float[][] slope, float[] bell, float[] wave, float[] length, int count) {
        down(smooth, slope, bell, wave, length, 0, count);
    }

    /** From one column on. */
    void down(float[][] smooth, float[][] slope, float[] bell, float[] wave, float[] length, int from, int count) {
        for (int x = from; x < count; x++) {
            float even = bell[0] * slope[REACH][x];
            float odd = 0;
            for (int k = 1; k <= REACH; k++) {
                even += bell[k] * (slope[REACH - k][x] + slope[REACH + k][x]);
                odd += wave[k] * (smooth[REACH + k][x] - smooth[REACH - k][x]);
            }
            length[x] = (float) Math.sqrt(even * even + odd * odd);
        }
    }

    @Override
    public void addSquares(
            float[] left,
            float leftScale,
            float[] right,
            float rightScale,
            float[] weights,
            double[] columns,
            int count) {
        addSquares(left, leftScale, right, rightScale, weights, columns, 0, count);
    }

    /** From one column on. */
    void addSquares(
            float[] left,
            float leftScale,
            float[] right,
            float rightScale,
            float[] weights,
            double[] columns,
            int from,
            int count) {
        for (int x = from; x < count; x++) {
            float difference = left[x] * leftScale - right[x] * rightScale;
            columns[x] += weights[x] * (difference * difference);
        }
    }
}
