package io.cameo.mask;

import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** Turns a block of 64x64 bits over: the vectors of {@link BitKernel#transpose}. */
final class TransposeSimd {
    private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;
    private static final VectorShuffle<Long> SWAP_4 = partners(4);
    private static final VectorShuffle<Long> SWAP_2 = partners(2);
    private static final VectorShuffle<Long> SWAP_1 = partners(1);
    private static final VectorMask<Long> LOWER_4 = lower(4);
    private static final VectorMask<Long> LOWER_2 = lower(2);
    private static final VectorMask<Long> LOWER_1 = lower(1);
    private static final LongVector KEEP_4 = keep(4, 0x0f0f0f0f0f0f0f0fL);
    private static final LongVector KEEP_2 = keep(2, 0x3333333333333333L);
    private static final LongVector KEEP_1 = keep(1, 0x5555555555555555L);

    private TransposeSimd() {}

    static void run(long[] block) {
        // The same swaps as the scalar twin's: between vectors first, then between the lanes of each.
        int lanes = LONGS.length();
        long mask = 0x00000000ffffffffL;
        int half = 32;
        for (; half >= lanes; half >>= 1, mask ^= mask << half) {
            for (int square = 0; square < Long.SIZE; square += 2 * half) {
                for (int row = square; row < square + half; row += lanes) {
                    LongVector upper = words(block, row);
                    LongVector lower = words(block, row + half);
                    LongVector swap = upper.lanewise(VectorOperators.LSHR, half)
                            .lanewise(VectorOperators.XOR, lower)
                            .and(mask);
                    upper.lanewise(VectorOperators.XOR, swap.lanewise(VectorOperators.LSHL, half))
                            .intoArray(block, row);
                    lower.lanewise(VectorOperators.XOR, swap).intoArray(block, row + half);
                }
            }
        }
        for (int row = 0; row < Long.SIZE; row += lanes) {
            LongVector vector = words(block, row);
            if (lanes > 4) {
                vector = swapLanes(vector, 4, SWAP_4, LOWER_4, KEEP_4);
            }
            if (lanes > 2) {
                vector = swapLanes(vector, 2, SWAP_2, LOWER_2, KEEP_2);
            }
            swapLanes(vector, 1, SWAP_1, LOWER_1, KEEP_1).intoArray(block, row);
        }
    }

    private static LongVector swapLanes(
            LongVector vector, int half, VectorShuffle<Long> partners, VectorMask<Long> lower, LongVector keep) {
        LongVector other = vector.rearrange(partners);
        LongVector moved =
                other.lanewise(VectorOperators.LSHL, half).blend(other.lanewise(VectorOperators.LSHR, half), lower);
        return moved.bitwiseBlend(vector, keep);
    }

    private static VectorShuffle<Long> partners(int half) {
        return VectorShuffle.fromOp(LONGS, lane -> (lane ^ half) % LONGS.length());
    }

    private static VectorMask<Long> lower(int half) {
        long bits = 0;
        for (int lane = 0; lane < LONGS.length(); lane++) {
            bits |= (lane & half) != 0 ? 1L << lane : 0;
        }
        return VectorMask.fromLong(LONGS, bits);
    }

    /** The bits that stay in their lane: low halves in upper rows, high halves in lower ones. */
    private static LongVector keep(int half, long lowHalves) {
        return LongVector.broadcast(LONGS, lowHalves).blend(LongVector.broadcast(LONGS, ~lowHalves), lower(half));
    }

    private static LongVector words(long[] words, int at) {
        return LongVector.fromArray(LONGS, words, at);
    }
}
