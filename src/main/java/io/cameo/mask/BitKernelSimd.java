package io.cameo.mask;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** The same with 64 pixels at a time, in as many vectors as they fill; what is left over goes to the scalar twin. */
final class BitKernelSimd implements BitKernel {
    private static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;
    private static final int LANES = BYTES.length();
    private static final long LANE_BITS = -1L >>> (Long.SIZE - LANES);
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
    private static final ValueLayout.OfLong WORD = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ORDER);
    private static final ByteVector ZEROS = ByteVector.zero(BYTES);
    private static final ByteVector ONES = ByteVector.broadcast(BYTES, (byte) 1);

    private static final VectorShuffle<Long> SWAP_4 = partners(4);
    private static final VectorShuffle<Long> SWAP_2 = partners(2);
    private static final VectorShuffle<Long> SWAP_1 = partners(1);
    private static final VectorMask<Long> LOWER_4 = lower(4);
    private static final VectorMask<Long> LOWER_2 = lower(2);
    private static final VectorMask<Long> LOWER_1 = lower(1);
    private static final LongVector KEEP_4 = keep(4, 0x0f0f0f0f0f0f0f0fL);
    private static final LongVector KEEP_2 = keep(2, 0x3333333333333333L);
    private static final LongVector KEEP_1 = keep(1, 0x5555555555555555L);

    private final BitKernelScalar scalar = new BitKernelScalar();

    @Override
    public void pack(MemorySegment src, long srcOffset, MemorySegment dst, long dstOffset, long count, BitOrder order) {
        long whole = count & -Long.SIZE;
        if (order == BitOrder.MSB_FIRST) {
            for (long i = 0; i < whole; i += Long.SIZE) {
                dst.set(WORD, dstOffset + i / 8, reverseInBytes(nonZero(src, srcOffset + i)));
            }
        } else {
            for (long i = 0; i < whole; i += Long.SIZE) {
                dst.set(WORD, dstOffset + i / 8, nonZero(src, srcOffset + i));
            }
        }
        scalar.pack(src, srcOffset + whole, dst, dstOffset + whole / 8, count - whole, order);
    }

    @Override
    public void unpack(
            MemorySegment src, long srcOffset, MemorySegment dst, long dstOffset, long count, BitOrder order) {
        long whole = count & -Long.SIZE;
        if (order == BitOrder.MSB_FIRST) {
            for (long i = 0; i < whole; i += Long.SIZE) {
                spread(reverseInBytes(src.get(WORD, srcOffset + i / 8)), dst, dstOffset + i);
            }
        } else {
            for (long i = 0; i < whole; i += Long.SIZE) {
                spread(src.get(WORD, srcOffset + i / 8), dst, dstOffset + i);
            }
        }
        scalar.unpack(src, srcOffset + whole / 8, dst, dstOffset + whole, count - whole, order);
    }

    @Override
    public void match(
            MemorySegment src, long srcOffset, int count, byte mask, byte value, boolean equal, long[] dst, int at) {
        int whole = count & -Long.SIZE;
        long flip = equal ? 0 : -1;
        for (int i = 0; i < whole; i += Long.SIZE) {
            long word = 0;
            for (int part = 0; part < Long.SIZE; part += LANES) {
                ByteVector bytes = ByteVector.fromMemorySegment(BYTES, src, srcOffset + i + part, ORDER);
                word |= bytes.and(mask).eq(value).toLong() << part;
            }
            dst[at + i / Long.SIZE] = word ^ flip;
        }
        scalar.match(src, srcOffset + whole, count - whole, mask, value, equal, dst, at + whole / Long.SIZE);
    }

    @Override
    public void extract(MemorySegment src, long srcOffset, byte mask, MemorySegment dst, long dstOffset, long count) {
        long whole = count & -LANES;
        for (long i = 0; i < whole; i += LANES) {
            ByteVector bytes = ByteVector.fromMemorySegment(BYTES, src, srcOffset + i, ORDER);
            ZEROS.blend(ONES, bytes.and(mask).compare(VectorOperators.NE, (byte) 0))
                    .intoMemorySegment(dst, dstOffset + i, ORDER);
        }
        scalar.extract(src, srcOffset + whole, mask, dst, dstOffset + whole, count - whole);
    }

    @Override
    public void insert(MemorySegment src, long srcOffset, MemorySegment dst, long dstOffset, long count, byte mask) {
        long whole = count & -LANES;
        for (long i = 0; i < whole; i += LANES) {
            ByteVector old = ByteVector.fromMemorySegment(BYTES, dst, dstOffset + i, ORDER);
            VectorMask<Byte> set = ByteVector.fromMemorySegment(BYTES, src, srcOffset + i, ORDER)
                    .compare(VectorOperators.NE, (byte) 0);
            old.and((byte) ~mask).blend(old.or(mask), set).intoMemorySegment(dst, dstOffset + i, ORDER);
        }
        scalar.insert(src, srcOffset + whole, dst, dstOffset + whole, count - whole, mask);
    }

    @Override
    public void paint(Bits bits, MemorySegment dst, long dstOffset, long dstStride, byte keep, byte value) {
        // A vector must not reach behind its row: what lies there may be another thread's.
        int whole = bits.widthPx / Long.SIZE;
        long[] words = bits.words;
        for (int y = 0; y < bits.rows; y++) {
            int first = y * bits.wordsPerRow;
            for (int word = 0; word < whole; word++) {
                long set = words[first + word];
                if (set != 0) {
                    paint(set, dst, dstOffset + y * dstStride + (long) word * Long.SIZE, keep, value);
                }
            }
        }
        if (whole < bits.wordsPerRow) {
            for (int y = 0; y < bits.rows; y++) {
                long at = dstOffset + y * dstStride + (long) whole * Long.SIZE;
                BitKernelScalar.paintWord(words[y * bits.wordsPerRow + whole], dst, at, keep, value);
            }
        }
    }

    @Override
    public void combine(long[] left, long[] right, Logic logic) {
        // One loop each: only an operator that the compiler knows becomes an instruction.
        int whole = LONGS.loopBound(left.length);
        switch (logic) {
            case AND -> {
                for (int i = 0; i < whole; i += LONGS.length()) {
                    words(left, i).and(words(right, i)).intoArray(left, i);
                }
            }
            case OR -> {
                for (int i = 0; i < whole; i += LONGS.length()) {
                    words(left, i).or(words(right, i)).intoArray(left, i);
                }
            }
            case XOR -> {
                for (int i = 0; i < whole; i += LONGS.length()) {
                    words(left, i)
                            .lanewise(VectorOperators.XOR, words(right, i))
                            .intoArray(left, i);
                }
            }
            case AND_NOT -> {
                for (int i = 0; i < whole; i += LONGS.length()) {
                    words(left, i).and(words(right, i).not()).intoArray(left, i);
                }
            }
        }
        for (int i = whole; i < left.length; i++) {
            left[i] = BitKernelScalar.combine(left[i], right[i], logic);
        }
    }

    @Override
    public long count(long[] words) {
        int whole = LONGS.loopBound(words.length);
        LongVector sums = LongVector.zero(LONGS);
        for (int i = 0; i < whole; i += LONGS.length()) {
            sums = sums.add(LongVector.fromArray(LONGS, words, i).lanewise(VectorOperators.BIT_COUNT));
        }
        long count = sums.reduceLanes(VectorOperators.ADD);
        for (int i = whole; i < words.length; i++) {
            count += Long.bitCount(words[i]);
        }
        return count;
    }

    @Override
    public void transpose(long[] block) {
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

    private static long nonZero(MemorySegment src, long offset) {
        long word = 0;
        for (int part = 0; part < Long.SIZE; part += LANES) {
            ByteVector bytes = ByteVector.fromMemorySegment(BYTES, src, offset + part, ORDER);
            word |= bytes.compare(VectorOperators.NE, (byte) 0).toLong() << part;
        }
        return word;
    }

    private static void spread(long word, MemorySegment dst, long offset) {
        for (int part = 0; part < Long.SIZE; part += LANES) {
            ZEROS.blend(ONES, VectorMask.fromLong(BYTES, word >>> part & LANE_BITS))
                    .intoMemorySegment(dst, offset + part, ORDER);
        }
    }

    private static void paint(long set, MemorySegment dst, long offset, byte keep, byte value) {
        for (int part = 0; part < Long.SIZE; part += LANES) {
            ByteVector old = ByteVector.fromMemorySegment(BYTES, dst, offset + part, ORDER);
            old.blend(old.and(keep).or(value), VectorMask.fromLong(BYTES, set >>> part & LANE_BITS))
                    .intoMemorySegment(dst, offset + part, ORDER);
        }
    }

    private static long reverseInBytes(long word) {
        return Long.reverseBytes(Long.reverse(word));
    }
}
