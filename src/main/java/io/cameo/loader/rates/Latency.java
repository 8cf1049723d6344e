package io.cameo.loader.rates;

import java.util.Arrays;

/**
 * How long single operations took.
 *
 * @param p50Nanos half of them took no longer
 * @param p99Nanos of a hundred, one took longer
 * @param p999Nanos of a thousand, one took longer
 * @param samples how many were timed
 */
public record Latency(long p50Nanos, long p99Nanos, long p999Nanos, long samples) {
    /** Of some samples, which are sorted on the way. */
    static Latency of(long[] nanos, int count) {
        Arrays.sort(nanos, 0, count);
        return new Latency(at(nanos, count, 0.5), at(nanos, count, 0.99), at(nanos, count, 0.999), count);
    }

    private static long at(long[] sorted, int count, double share) {
        return count == 0 ? 0 : sorted[Math.min(count - 1, (int) (count * share))];
    }
}
