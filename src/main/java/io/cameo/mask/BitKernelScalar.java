package io.cameo.mask;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** The specification: one pixel after the other. */
final class BitKernelScalar implements BitKernel {
    private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;

    @Override
    public void pack(MemorySegment src, long srcOffset, MemorySegment dst, long dstOffset, long count, BitOrder order) {
        for (long first = 0; first < count; first += 8) {
            int packed = 0;
            for (long i = first; i < Math.min(first + 8, count); i++) {
                if (src.get(BYTE, srcOffset + i) != 0) {
                    packed |= bit((int) (i - first), order);
                }
            }
            dst.set(BYTE, dstOffset + first / 8, (byte) packed);
        }
    }

    @Override
    public void unpack(
            MemorySegment src, long srcOffset, MemorySegment dst, long dstOffset, long count, BitOrder order) {
        for (long i = 0; i < count; i++) {
            int packed = src.get(BYTE, srcOffset + i / 8);
            dst.set(BYTE, dstOffset + i, (byte) ((packed & bit((int) (i % 8), order)) != 0 ? 1 : 0));
        }
    }

    @Override
    public void match(
            MemorySegment src, long srcOffset, int count, byte mask, byte value, boolean equal, long[] dst, int at) {
        for (int first = 0; first < count; first += Long.SIZE) {
            long word = 0;
            for (int i = first; i < Math.min(count, first + Long.SIZE); i++) {
                if (((src.get(BYTE, srcOffset + i) & mask) == value) == equal) {
                    word |= 1L << (i - first);
                }
            }
            dst[at + first / Long.SIZE] = word;
        }
    }

    @Override
    public void extract(MemorySegment src, long srcOffset, byte mask, MemorySegment dst, long dstOffset, long count) {
        for (long i = 0; i < count; i++) {
            dst.set(BYTE, dstOffset + i, (byte) ((src.get(BYTE, srcOffset + i) & mask) != 0 ? 1 : 0));
        }
    }

    @Override
    public void insert(MemorySegment src, long srcOffset, MemorySegment dst, long dstOffset, long count, byte mask) {
        for (long i = 0; i < count; i++) {
            int old = dst.get(BYTE, dstOffset + i);
            dst.set(BYTE, dstOffset + i, (byte) (src.get(BYTE, srcOffset + i) != 0 ? old | mask : old & ~mask));
        }
    }

    @Override
    public void paint(Bits bits, MemorySegment dst, long dstOffset, long dstStride, byte keep, byte value) {
        for (int y = 0; y < bits.rows; y++) {
            for (int word = 0; word < bits.wordsPerRow; word++) {
                paintWord(
                        bits.words[y * bits.wordsPerRow + word],
                        dst,
                        dstOffset + y * dstStride + (long) word * Long.SIZE,
                        keep,
                        value);
            }
        }
    }

    @Override
    public void fill(MemorySegment dst, long dstOffset, long count, byte value) {
        dst.asSlice(dstOffset, count).fill(value);
    }

    @Override
    public void fillRuns(int[] runs, MemorySegment dst, long dstOffset, byte value) {
        long at = dstOffset;
        for (int i = 0; i < runs.length; i++) {
            fill(dst, at, runs[i], (i & 1) == 0 ? 0 : value);
            at += runs[i];
        }
    }

    @Override
    public int highest(MemorySegment src, long srcOffset, long count, byte mask) {
        int highest = 0;
        for (long i = 0; i < count; i++) {
            highest = Math.max(highest, src.get(BYTE, srcOffset + i) & mask);
        }
        return highest;
    }

    @Override
    public void combine(long[] left, long[] right, Logic logic) {
        for (int i = 0; i < left.length; i++) {
            left[i] = combine(left[i], right[i], logic);
        }
    }

    @Override
    public long count(long[] words) {
        long count = 0;
        for (long word : words) {
            count += Long.bitCount(word);
        }
        return count;
    }

    @Override
    public void transpose(long[] block) {
        // Swaps the two off-diagonal quarters of every square, from squares of 64 down to 2. Hacker's Delight, 7-3.
        long mask = 0x00000000ffffffffL;
        for (int half = 32; half != 0; half >>= 1, mask ^= mask << half) {
            for (int row = 0; row < Long.SIZE; row = (row + half + 1) & ~half) {
                long swap = (block[row] >>> half ^ block[row + half]) & mask;
                block[row] ^= swap << half;
                block[row + half] ^= swap;
            }
        }
    }

    static long combine(long left, long right, Logic logic) {
        return switch (logic) {
            case AND -> left & right;
            case OR -> left | right;
            case XOR -> left ^ right;
            case AND_NOT -> left & ~right;
        };
    }

    static void paintWord(long word, MemorySegment dst, long dstOffset, byte keep, byte value) {
        for (long rest = word; rest != 0; rest &= rest - 1) {
            long at = dstOffset + Long.numberOfTrailingZeros(rest);
            dst.set(BYTE, at, (byte) ((dst.get(BYTE, at) & keep) | value));
        }
    }

    private static int bit(int index, BitOrder order) {
        return order == BitOrder.MSB_FIRST ? 0x80 >> index : 1 << index;
    }
}
