package io.cameo.lst;

/**
 * The generator behind CPython 3's {@code random} module after {@code random.seed(int)}: the same numbers, the same
 * shuffles.
 *
 * <p>MT19937 (Matsumoto and Nishimura 1998) seeded by {@code init_by_array}, as in CPython's
 * {@code Modules/_randommodule.c}; {@code shuffle} and its rejection sampling as in {@code Lib/random.py}. Not safe for
 * two threads.
 */
public final class PythonRandom {
    private static final int WORDS = 624;
    private static final int MIDDLE = 397;
    private static final int MATRIX = 0x9908b0df;
    private static final int UPPER_BIT = 0x80000000;
    private static final int LOWER_BITS = 0x7fffffff;

    private final int[] state = new int[WORDS];
    private int next = WORDS;

    /** @param seed its sign does not count, as in CPython */
    public PythonRandom(long seed) {
        // Negating the smallest long gives it back, which read without sign is right.
        long magnitude = seed < 0 ? -seed : seed;
        int low = (int) magnitude;
        int high = (int) (magnitude >>> 32);
        seed(high == 0 ? new int[] {low} : new int[] {low, high});
    }

    private void seed(int[] key) {
        state[0] = 19650218;
        for (int i = 1; i < WORDS; i++) {
            state[i] = 1812433253 * (state[i - 1] ^ (state[i - 1] >>> 30)) + i;
        }
        int i = 1;
        int j = 0;
        for (int k = Math.max(WORDS, key.length); k > 0; k--) {
            state[i] = (state[i] ^ ((state[i - 1] ^ (state[i - 1] >>> 30)) * 1664525)) + key[j] + j;
            j = (j + 1) % key.length;
            i = wrap(i + 1);
        }
        for (int k = WORDS - 1; k > 0; k--) {
            state[i] = (state[i] ^ ((state[i - 1] ^ (state[i - 1] >>> 30)) * 1566083941)) - i;
            i = wrap(i + 1);
        }
        state[0] = UPPER_BIT;
    }

    private int wrap(int i) {
        if (i < WORDS) {
            return i;
        }
        state[0] = state[WORDS - 1];
        return 1;
    }

    private int nextWord() {
        if (next == WORDS) {
            twist();
            next = 0;
        }
        int word = state[next++];
        word ^= word >>> 11;
        word ^= (word << 7) & 0x9d2c5680;
        word ^= (word << 15) & 0xefc60000;
        return word ^ (word >>> 18);
    }

    private void twist() {
        for (int i = 0; i < WORDS; i++) {
            int mixed = (state[i] & UPPER_BIT) | (state[(i + 1) % WORDS] & LOWER_BITS);
            state[i] = state[(i + MIDDLE) % WORDS] ^ (mixed >>> 1) ^ ((mixed & 1) == 0 ? 0 : MATRIX);
        }
    }

    /**
     * {@code getrandbits(count)}.
     *
     * @param count 1 to 63
     * @return a number of at most {@code count} bits
     * @throws IllegalArgumentException if the count is out of range
     */
    public long nextBits(int count) {
        if (count < 1 || count > 63) {
            throw new IllegalArgumentException("bit count out of range: expected=1..63, actual=" + count);
        }
        if (count <= 32) {
            return Integer.toUnsignedLong(nextWord() >>> (32 - count));
        }
        long low = Integer.toUnsignedLong(nextWord());
        return low | Integer.toUnsignedLong(nextWord() >>> (64 - count)) << 32;
    }

    /**
     * {@code randrange(bound)}: 0 or more, below {@code bound}.
     *
     * @throws IllegalArgumentException if the bound is below 1
     */
    public long nextBelow(long bound) {
        if (bound < 1) {
            throw new IllegalArgumentException("bound below 1: bound=" + bound);
        }
        int bits = Long.SIZE - Long.numberOfLeadingZeros(bound);
        long value = nextBits(bits);
        while (value >= bound) {
            value = nextBits(bits);
        }
        return value;
    }

    /** {@code shuffle(values)}, in place. */
    public void shuffle(int[] values) {
        for (int i = values.length - 1; i > 0; i--) {
            int j = (int) nextBelow(i + 1L);
            int moved = values[i];
            values[i] = values[j];
            values[j] = moved;
        }
    }

    /** 0 to {@code size - 1}, shuffled: where each place of a shuffled list takes its element from. */
    public int[] permutation(int size) {
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            order[i] = i;
        }
        shuffle(order);
        return order;
    }
}
