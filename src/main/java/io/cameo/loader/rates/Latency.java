package io.cameo.loader.rates;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * How long single operations took.
 *
 * @param p50Nanos half of them took no longer
 * @param p99Nanos of a hundred, one took longer
 * @param p999Nanos of a thousand, one took longer
 * @param samples how many were timed
 * @param curve the same and more, from the shortest to the longest; no percentile beyond what the samples tell
 */
public record Latency(long p50Nanos, long p99Nanos, long p999Nanos, long samples, List<Percentile> curve) {
    private static final double[] SHARES = {0, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.995, 0.999, 0.9999};

    /**
     * One point of the curve.
     *
     * @param share of the operations, 0 to 1, that took no longer
     */
    public record Percentile(double share, long nanos) {}

    /** Of some samples, which are sorted on the way. */
    static Latency of(long[] nanos, int count) {
        Arrays.sort(nanos, 0, count);
        List<Percentile> curve = DoubleStream.concat(
                        Arrays.stream(SHARES).filter(share -> count * (1 - share) > 1), DoubleStream.of(1))
                .mapToObj(share -> new Percentile(share, at(nanos, count, share)))
                .toList();
        return new Latency(at(nanos, count, 0.5), at(nanos, count, 0.99), at(nanos, count, 0.999), count, curve);
    }

    private static long at(long[] sorted, int count, double share) {
        return count == 0 ? 0 : sorted[Math.min(count - 1, (int) (count * share))];
    }
}
