package io.cameo.loader;

/**
 * How long calls of {@link Sampler#read} took, in nanoseconds, to three significant digits. A snapshot.
 *
 * @param count calls that gave a sample
 * @param p50Nanos half of them were at least as fast
 * @param p99Nanos all but one in a hundred
 * @param p999Nanos all but one in a thousand
 * @param maxNanos the slowest
 */
public record SampleLatency(long count, long p50Nanos, long p99Nanos, long p999Nanos, long maxNanos) {}
