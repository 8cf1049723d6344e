package io.cameo.convert.matting;

import java.util.Arrays;

/** A prefix code of deflate, canonical, no code longer than a limit. One thread; used again. */
final class DeflateCode {
    private final int mostBits;
    private final byte[] lengths;
    private final short[] codes;
    private final long[] leaves;
    private final long[] weights;
    private final int[] parents;

    DeflateCode(int symbols, int mostBits) {
        this.mostBits = mostBits;
        lengths = new byte[symbols];
        codes = new short[symbols];
        leaves = new long[symbols];
        weights = new long[2 * symbols];
        parents = new int[2 * symbols];
    }

    int length(int symbol) {
        return lengths[symbol];
    }

    /** The first bit of the code is the lowest. */
    int code(int symbol) {
        return codes[symbol] & 0xffff;
    }

    /** Makes the code for symbols that occur so often, at least two of them. Halves the counts until it is short enough. */
    void build(int[] counts) {
        for (int shift = 0; !tryBuild(counts, shift); shift++) {
            // counts that are more alike have codes that are
        }
        assign();
    }

    private boolean tryBuild(int[] counts, int shift) {
        int used = 0;
        for (int symbol = 0; symbol < lengths.length; symbol++) {
            if (counts[symbol] > 0) {
                leaves[used++] = ((long) Math.max(1, counts[symbol] >> shift) << 16) | symbol;
            }
        }
        Arrays.sort(leaves, 0, used);
        for (int i = 0; i < used; i++) {
            weights[i] = leaves[i] >> 16;
        }
        int leaf = 0;
        int inner = used;
        for (int node = used; node < 2 * used - 1; node++) {
            weights[node] = 0;
            for (int child = 0; child < 2; child++) {
                boolean takesLeaf = leaf < used && (inner == node || weights[leaf] <= weights[inner]);
                int taken = takesLeaf ? leaf++ : inner++;
                weights[node] += weights[taken];
                parents[taken] = node;
            }
        }
        Arrays.fill(lengths, (byte) 0);
        int root = 2 * used - 2;
        weights[root] = 0; // depths from here on
        for (int node = root - 1; node >= 0; node--) {
            weights[node] = weights[parents[node]] + 1;
            if (weights[node] > mostBits) {
                return false;
            }
            if (node < used) {
                lengths[(int) leaves[node] & 0xffff] = (byte) weights[node];
            }
        }
        return true;
    }

    /** RFC 1951, section 3.2.2. */
    private void assign() {
        int code = 0;
        for (int bits = 1; bits <= mostBits; bits++) {
            for (int symbol = 0; symbol < lengths.length; symbol++) {
                if (lengths[symbol] == bits) {
                    codes[symbol] = (short) (Integer.reverse(code++) >>> (Integer.SIZE - bits));
                }
            }
            code <<= 1;
        }
    }
}
