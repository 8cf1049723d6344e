package io.cameo.loader;

/**
 * The arithmetic of chance that orders are made of. Everything is a function of its arguments. What it gives is part of
 * what a seed promises: it must never change.
 */
public final class Draws {
    private static final long GAMMA = 0x9e3779b97f4a7c15L;
    private static final int ROUNDS = 32;

    private Draws() {}

    /** Some 64 bits that look random for every pair. */
    public static long mix(long first, long second) {
        return mix(mix(first + GAMMA) ^ second);
    }

    /** Some 64 bits that look random for every three. */
    public static long mix(long first, long second, long third) {
        return mix(mix(first, second), third);
    }

    /** A text as a number, the same in every process: FNV-1a over its chars, mixed. */
    public static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return mix(hash, text.length());
    }

    /** Even draws from 0 to limit - 1. */
    static long below(long limit, long seed, long place, long attempt) {
        return Math.unsignedMultiplyHigh(mix(seed, place, attempt), limit);
    }

    /**
     * Where {@code place} goes in a random permutation of 0 to size - 1, without memory and for any size: swap-or-not. Each
     * round pairs every x with key - x, and a hash of the pair says whether the two change places; so every round is a
     * bijection. Source: Hoang, Morris, Rogaway, "An Enciphering Scheme Based on a Card Shuffle" (2012). For picking
     * among the few images of an identity; {@link io.cameo.record.Permutation} is faster for large sizes.
     */
    static int shuffled(long seed, int size, int place) {
        int at = place;
        for (int round = 0; round < ROUNDS; round++) {
            long roundKey = mix(seed, round);
            int partner = (int) (Math.unsignedMultiplyHigh(roundKey, size) - at);
            if (partner < 0) {
                partner += size;
            }
            if (mix(roundKey, Math.max(at, partner)) < 0) {
                at = partner;
            }
        }
        return at;
    }

    /** The finalizer of SplitMix64 (Steele, Lea, Flood 2014). */
    private static long mix(long bits) {
        long z = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
