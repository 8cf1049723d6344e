package io.cameo.mask;

import io.cameo.compute.Backend;
import java.lang.foreign.MemorySegment;

/**
 * The loops under {@link BitPacking} and {@link BitMask}. Their callers have checked every range; sources and
 * destinations do not overlap unless they are the same. In words, the first pixel is the lowest bit. Stateless; free to
 * share.
 */
sealed interface BitKernel permits BitKernelScalar, BitKernelSimd {
    /** The twin for the active backend. */
    static BitKernel create() {
        return switch (Backend.active()) {
            case SCALAR -> new BitKernelScalar();
            case SIMD, CUDA -> new BitKernelSimd();
        };
    }

    /** Bit i is set where byte i is not zero; the bits that fill up the last byte are zero. */
    void pack(MemorySegment src, long srcOffset, MemorySegment dst, long dstOffset, long count, BitOrder order);

    /** Byte i becomes bit i, as 0 or 1. */
    void unpack(MemorySegment src, long srcOffset, MemorySegment dst, long dstOffset, long count, BitOrder order);

    /** Bit i is set where byte i, under the mask, equals the value (or differs from it); the last word is filled with zeros. */
    void match(MemorySegment src, long srcOffset, int count, byte mask, byte value, boolean equal, long[] dst, int at);

    /** Byte i becomes 1 where byte i of the source has a bit of the mask, else 0. */
    void extract(MemorySegment src, long srcOffset, byte mask, MemorySegment dst, long dstOffset, long count);

    /** The bits of the mask are set in byte i where byte i of the source is not zero, and cleared where it is. */
    void insert(MemorySegment src, long srcOffset, MemorySegment dst, long dstOffset, long count, byte mask);

    /** Byte b becomes {@code b & keep | value} where its bit is set, in one row after the other. */
    void paint(Bits bits, MemorySegment dst, long dstOffset, long dstStride, byte keep, byte value);

    /** Sets every byte to the value. */
    void fill(MemorySegment dst, long dstOffset, long count, byte value);

    /** Sets bytes run by run, to zero and to the value by turns. */
    void fillRuns(int[] runs, MemorySegment dst, long dstOffset, byte value);

    /** The largest {@code byte & mask}, 0 where there are no bytes; the mask is not negative. */
    int highest(MemorySegment src, long srcOffset, long count, byte mask);

    /** {@code left = left op right} over words. */
    void combine(long[] left, long[] right, Logic logic);

    /** How many bits are set. */
    long count(long[] words);

    /** Swaps rows and columns of 64 words of 64 bits, in place. */
    void transpose(long[] block);

    /** Two words into one. */
    enum Logic {
        AND,
        OR,
        XOR,
        AND_NOT
    }

    /** Rows of bits: row y begins at word {@code y * wordsPerRow}, and its bits from {@code widthPx} on are zero. */
    final class Bits {
        final long[] words;
        final int wordsPerRow;
        final int rows;
        final int widthPx;

        Bits(long[] words, int wordsPerRow, int rows, int widthPx) {
            this.words = words;
            this.wordsPerRow = wordsPerRow;
            this.rows = rows;
            this.widthPx = widthPx;
        }
    }
}
