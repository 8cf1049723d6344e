package io.cameo.matte;

import java.util.Arrays;

/**
 * A prefix code for bytes, of at most {@value #MOST_BITS} bits a byte, canonical: shorter codes first, then smaller bytes.
 * The first bit of a code is the lowest of what is read. One thread; used again.
 */
final class HuffmanCode {
    static final int SYMBOLS = 256;
    /** So that a table of all codes stays in the first-level cache. */
    static final int MOST_BITS = 11;

    static final int TABLE = 1 << MOST_BITS;
    /** Where the length of a code stands above it. */
    static final int CODE_BITS = 16;

    /** The longest that lengths become: how many, then four bits each. */
    static final int MOST_LENGTHS_BYTES = 1 + SYMBOLS / 2;

    private final byte[] lengths = new byte[SYMBOLS];
    private final int[] entries = new int[SYMBOLS];
    private final long[] sorted = new long[SYMBOLS];
    private final int[] tree = new int[SYMBOLS];
    private final int[] ofLength = new int[SYMBOLS];
    private final int[] next = new int[MOST_BITS + 2];

    /** Makes the code for bytes that occur so often, at least one of them. */
    void build(int[] counts) {
        int used = 0;
        for (int symbol = 0; symbol < SYMBOLS; symbol++) {
            if (counts[symbol] > 0) {
                sorted[used++] = ((long) counts[symbol] << 8) | symbol;
            }
        }
        Arrays.sort(sorted, 0, used);
        Arrays.fill(lengths, (byte) 0);
        if (used == 1) {
            lengths[(int) sorted[0] & 0xff] = 1;
        } else {
            for (int i = 0; i < used; i++) {
                tree[i] = (int) (sorted[i] >>> 8);
            }
            depths(used);
            limit(used);
            int rarest = 0;
            for (int bits = MOST_BITS; bits > 0; bits--) {
                for (int i = ofLength[bits]; i > 0; i--) {
                    lengths[(int) sorted[rarest++] & 0xff] = (byte) bits;
                }
            }
        }
        assign();
    }

    /** Code lengths in place of ascending counts: Moffat and Katajainen, In-Place Calculation of Minimum-Redundancy Codes. */
    private void depths(int used) {
        tree[0] += tree[1];
        int root = 0;
        int leaf = 2;
        for (int node = 1; node < used - 1; node++) {
            int sum;
            if (leaf >= used || tree[root] < tree[leaf]) {
                sum = tree[root];
                tree[root++] = node;
            } else {
                sum = tree[leaf++];
            }
            if (leaf >= used || (root < node && tree[root] < tree[leaf])) {
                sum += tree[root];
                tree[root++] = node;
            } else {
                sum += tree[leaf++];
            }
            tree[node] = sum;
        }
        tree[used - 2] = 0;
        for (int node = used - 3; node >= 0; node--) {
            tree[node] = tree[tree[node]] + 1;
        }
        int free = 1;
        int depth = 0;
        root = used - 2;
        int leafAt = used - 1;
        while (free > 0) {
            int inner = 0;
            while (root >= 0 && tree[root] == depth) {
                inner++;
                root--;
            }
            while (free > inner) {
                tree[leafAt--] = depth;
                free--;
            }
            free = 2 * inner;
            depth++;
        }
    }

    /** Shortens the longest codes to the limit and lengthens others until the code is complete again. */
    private void limit(int used) {
        Arrays.fill(ofLength, 0);
        int sum = 0;
        for (int i = 0; i < used; i++) {
            int bits = Math.min(tree[i], MOST_BITS);
            ofLength[bits]++;
            sum += TABLE >> bits;
        }
        while (sum > TABLE) {
            int bits = MOST_BITS - 1;
            while (ofLength[bits] == 0) {
                bits--;
            }
            ofLength[bits]--;
            ofLength[bits + 1] += 2;
            ofLength[MOST_BITS]--;
            sum--;
        }
    }

    private void assign() {
        Arrays.fill(next, 0);
        for (byte bits : lengths) {
            next[bits + 1] += bits == 0 ? 0 : 1;
        }
        int code = 0;
        for (int bits = 1; bits <= MOST_BITS; bits++) {
            int here = next[bits + 1];
            next[bits] = code;
            code = (code + here) << 1;
        }
        for (int symbol = 0; symbol < SYMBOLS; symbol++) {
            int bits = lengths[symbol];
            if (bits > 0) {
                int reversed = Integer.reverse(next[bits]++) >>> (Integer.SIZE - bits);
                entries[symbol] = bits << CODE_BITS | reversed;
            }
        }
    }

    /** How many bits bytes become that occur so often. */
    long bits(int[] counts) {
        long bits = 0;
        for (int symbol = 0; symbol < SYMBOLS; symbol++) {
            bits += (long) counts[symbol] * lengths[symbol];
        }
        return bits;
    }

    /** For every byte its code and, above {@link #CODE_BITS}, the length of it; owned by this code. */
    int[] entries() {
        return entries;
    }

    /** Writes the lengths up to the last byte that has a code; returns where they end. */
    int writeLengths(byte[] dst, int at) {
        int last = SYMBOLS - 1;
        while (lengths[last] == 0) {
            last--;
        }
        dst[at] = (byte) last;
        int to = at + 1;
        for (int symbol = 0; symbol <= last; symbol += 2) {
            int second = symbol < last ? lengths[symbol + 1] : 0;
            dst[to++] = (byte) (lengths[symbol] | (second << 4));
        }
        return to;
    }

    /**
     * Reads what {@link #writeLengths} wrote; returns where it ends.
     *
     * @throws BadPlaneException if it goes beyond the end, or is no complete code
     */
    int readLengths(byte[] src, int at, int end) {
        int last = at < end ? src[at] & 0xff : 0;
        int stop = at + 1 + (last + 2) / 2;
        if (stop > end) {
            throw new BadPlaneException("code lengths are cut off: bytes=" + (end - at));
        }
        Arrays.fill(lengths, (byte) 0);
        int sum = 0;
        int used = 0;
        for (int symbol = 0; symbol <= last; symbol++) {
            int bits = src[at + 1 + symbol / 2] >>> (symbol % 2 * 4) & 0xf;
            if (bits > MOST_BITS) {
                throw new BadPlaneException("code is too long: bits=" + bits + ", most=" + MOST_BITS);
            }
            lengths[symbol] = (byte) bits;
            sum += bits == 0 ? 0 : TABLE >> bits;
            used += bits == 0 ? 0 : 1;
        }
        if (sum != TABLE && (used != 1 || sum != TABLE / 2)) {
            throw new BadPlaneException("code is not complete: sum=" + sum + ", expected=" + TABLE);
        }
        assign();
        return stop;
    }

    /** For every {@value #MOST_BITS} bits to come, the byte that they begin with and, above it, the length of its code. */
    void fillTable(short[] table) {
        Arrays.fill(table, (short) (1 << 8)); // only where there is one code: the other bit is never met
        for (int symbol = 0; symbol < SYMBOLS; symbol++) {
            int bits = lengths[symbol];
            if (bits > 0) {
                short entry = (short) ((bits << 8) | symbol);
                for (int i = entries[symbol] & (TABLE - 1); i < TABLE; i += 1 << bits) {
                    table[i] = entry;
                }
            }
        }
    }
}
