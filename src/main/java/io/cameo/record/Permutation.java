package io.cameo.record;

/**
 * A seeded permutation of 0 .. size-1 that is computed, not stored: any place of it costs the same and no memory.
 *
 * <p>Large sizes go through a Feistel network over pairs (left, right) with left below a and right below b, a * b a little
 * above the size: each round adds a keyed hash of one half to the other, modulo its range, which can be undone and so is a
 * bijection. A result beyond the size goes through the network again until it falls inside (cycle walking), which keeps
 * the bijection; as a and b are near the root of the size, that is rare. Such a network cannot reach all orders of a few
 * things equally often, so small sizes are drawn by Fisher and Yates' method and stored, in 256 KiB at most.
 *
 * <p>What it gives for a seed and a size is part of what {@code shuffle} promises: it must never change. Source of the
 * construction: Black and Rogaway, "Ciphers with Arbitrary Finite Domains" (2002). Immutable, free to share.
 */
public final class Permutation {
    /** The largest size that is stored. */
    static final int STORED_SIZE = 1 << 16;

    private static final int ROUNDS = 10;
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;
    private static final long LARGEST_SIZE = 1L << 40;

    private final long size;
    private final long lefts;
    private final long rights;
    private final long[] roundKeys = new long[ROUNDS];
    private final int[] stored;

    /**
     * Draws the keys, and the whole order where it is stored.
     *
     * @throws IllegalArgumentException if the size is negative or beyond 2^40
     */
    public Permutation(long seed, long size) {
        if (size < 0 || size > LARGEST_SIZE) {
            throw new IllegalArgumentException("size is out of range: limit=" + LARGEST_SIZE + ", actual=" + size);
        }
        this.size = size;
        lefts = Math.max(1, (long) Math.ceil(Math.sqrt((double) size)));
        rights = Math.max(1, Math.ceilDiv(size, lefts));
        long state = mix(seed + GOLDEN);
        for (int i = 0; i < ROUNDS; i++) {
            state = mix(state + GOLDEN * (i + 1));
            roundKeys[i] = state;
        }
        stored = size <= STORED_SIZE ? drawn(state, (int) size) : new int[0];
    }

    private static int[] drawn(long seed, int size) {
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            int other = (int) hash(seed, i, i + 1);
            order[i] = order[other];
            order[other] = i;
        }
        return order;
    }

    /** Where {@code place} goes; both from 0 to size - 1. */
    public long of(long place) {
        if (place < 0 || place >= size) {
            throw new IndexOutOfBoundsException("no such place: place=" + place + ", size=" + size);
        }
        if (stored.length > 0) {
            return stored[(int) place];
        }
        long at = place;
        do {
            at = once(at);
        } while (at >= size);
        return at;
    }

    private long once(long place) {
        long left = place / rights;
        long right = place % rights;
        for (int i = 0; i < ROUNDS; i += 2) {
            left = wrap(left + hash(roundKeys[i], right, lefts), lefts);
            right = wrap(right + hash(roundKeys[i + 1], left, rights), rights);
        }
        return left * rights + right;
    }

    private static long wrap(long sum, long limit) {
        return sum >= limit ? sum - limit : sum;
    }

    /** A number below the limit that looks random for every key and half. */
    private static long hash(long key, long half, long limit) {
        return Math.unsignedMultiplyHigh(mix(key + half * GOLDEN), limit);
    }

    /** The finalizer of SplitMix64 (Steele, Lea, Flood 2014). */
    static long mix(long bits) {
        long z = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
