package io.cameo.convert.insightface;

/** Numbers that look random and depend on a seed and a name alone: what samples and random splits are drawn by. */
final class SeededOrder {
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private SeededOrder() {}

    /** The same for the same seed and name, wherever what is named stands. Part of what a seed promises: never changes. */
    static long of(long seed, long name) {
        return mix(mix(seed + GOLDEN) ^ mix(name * GOLDEN + 1));
    }

    /** Stafford's 13th mixer, as in {@link java.util.SplittableRandom}: a bijection. */
    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
