package io.cameo.matte;

/**
 * Which samples make which, and how much each counts: {@code precompute_coeffs} of Pillow.
 *
 * @param starts the first sample of each result
 * @param counts how many samples each result has
 * @param weights for each result {@code most} numbers with {@value #BITS} bits behind the point, those beyond its count 0
 * @param most the largest count there may be
 */
@SuppressWarnings("ArrayRecordComponent") // made once, read by kernels
record ResampleTaps(int[] starts, int[] counts, int[] weights, int most) {
    /** Eight bits are those of the sample, two are left for sums that leave the range. */
    static final int BITS = Integer.SIZE - Byte.SIZE - 2;

    private static final double HALF = 0.5;

    /**
     * @param size samples of a source's row or column
     * @param begin where the box begins there
     * @param end where it ends
     * @param results how many are wanted
     */
    static ResampleTaps of(int size, double begin, double end, int results, Resample.Filter filter) {
        double scale = (end - begin) / results;
        double filterScale = Math.max(scale, 1);
        double support = filter.support() * filterScale;
        int most = (int) Math.ceil(support) * 2 + 1;
        int[] starts = new int[results];
        int[] counts = new int[results];
        int[] weights = new int[Math.multiplyExact(results, most)];
        double[] exact = new double[most];
        double step = 1 / filterScale;
        for (int i = 0; i < results; i++) {
            double centre = begin + (i + HALF) * scale;
            int first = Math.max(0, (int) (centre - support + HALF));
            int count = Math.min(size, (int) (centre + support + HALF)) - first;
            double sum = 0;
            for (int k = 0; k < count; k++) {
                exact[k] = filter.weight((k + first - centre + HALF) * step);
                sum += exact[k];
            }
            for (int k = 0; k < count; k++) {
                double weight = sum == 0 ? exact[k] : exact[k] / sum;
                weights[i * most + k] = (int) (weight * (1 << BITS) + (weight < 0 ? -HALF : HALF));
            }
            starts[i] = first;
            counts[i] = count;
        }
        return new ResampleTaps(starts, counts, weights, most);
    }

    int results() {
        return starts.length;
    }

    /** The first sample that result i needs. */
    int first(int i) {
        return starts[i];
    }

    /** Behind the last sample that anything needs. */
    int end() {
        return starts[starts.length - 1] + counts[counts.length - 1];
    }
}
