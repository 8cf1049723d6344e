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
    private static final long EVERY_BYTE = 0x0101010101010101L;
    private static final VectorShuffle<Byte> EIGHTS_TURNED = VectorShuffle.fromOp(BYTES, lane -> lane ^ 7);
    private static final ByteVector ZEROS = ByteVector.zero(BYTES);
    private static final ByteVector ONES = ByteVector.broadcast(BYTES, (byte) 1);

    private final BitKernelScalar scalar = new BitKernelScalar();

    @Override
    public void pack(MemorySegment src, long srcOffset, MemorySegment dst, long dstOffset, long count, BitOrder order) {
        long whole = count & -Long.SIZE;
        // Offsets that begin at 0 cost less to check, which is a tenth of the rate out of memory.
        MemorySegment from = src.asSlice(srcOffset, whole);
        MemorySegment to = dst.asSlice(dstOffset, whole / 8);
        if (order == BitOrder.MSB_FIRST) {
            for (long i = 0; i < whole; i += Long.SIZE) {
                to.set(WORD, i / 8, nonZeroTurned(from, i));
            }
        } else {
            for (long i = 0; i < whole; i += Long.SIZE) {
                to.set(WORD, i / 8, nonZero(from, i));
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
    public void fill(MemorySegment dst, long dstOffset, long count, byte value) {
        fill(dst, dstOffset, count, ByteVector.broadcast(BYTES, value), (value & 0xffL) * EVERY_BYTE);
    }

    @Override
    public void fillRuns(int[] runs, MemorySegment dst, long dstOffset, byte value) {
        // Zeros in one go and the set runs over them: gaps are long, and where each loop ends nobody can predict.
        long pixels = 0;
        for (int run : runs) {
            pixels += run;
        }
        fill(dst, dstOffset, pixels, ZEROS, 0L);
        ByteVector values = ByteVector.broadcast(BYTES, value);
        long word = (value & 0xffL) * EVERY_BYTE;
        long at = dstOffset;
        for (int i = 1; i < runs.length; i += 2) {
            at += runs[i - 1];
            fill(dst, at, runs[i], values, word);
            at += runs[i];
        }
    }

    @Override
    public int highest(MemorySegment src, long srcOffset, long count, byte mask) {
        long whole = count & -LANES;
        ByteVector highest = ZEROS;
        for (long i = 0; i < whole; i += LANES) {
            highest = highest.max(ByteVector.fromMemorySegment(BYTES, src, srcOffset + i, ORDER)
                    .and(mask));
        }
        return Math.max(
                highest.reduceLanes(VectorOperators.MAX), scalar.highest(src, srcOffset + whole, count - whole, mask));
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
        TransposeSimd.run(block);
    }

    private static LongVector words(long[] words, int at) {
        return LongVector.fromArray(LONGS, words, at);
    }

    /** The last store of each kind reaches back over bytes that are already set, instead of ending in a loop of bytes. */
    private static void fill(MemorySegment dst, long offset, long count, ByteVector vector, long word) {
        long end = offset + count;
        if (count >= LANES) {
            long last = end - LANES;
            if (count <= 2L * LANES) {
                vector.intoMemorySegment(dst, offset, ORDER);
                vector.intoMemorySegment(dst, last, ORDER);
                return;
            }
            for (long at = offset; at < last; at += LANES) {
                vector.intoMemorySegment(dst, at, ORDER);
            }
            vector.intoMemorySegment(dst, last, ORDER);
        } else if (count >= Long.BYTES) {
            long last = end - Long.BYTES;
            for (long at = offset; at < last; at += Long.BYTES) {
                dst.set(WORD, at, word);
            }
            dst.set(WORD, last, word);
        } else {
            for (long at = offset; at < end; at++) {
                dst.set(ValueLayout.JAVA_BYTE, at, (byte) word);
            }
        }
    }

    private static long nonZero(MemorySegment src, long offset) {
        long word = 0;
        for (int part = 0; part < Long.SIZE; part += LANES) {
            ByteVector bytes = ByteVector.fromMemorySegment(BYTES, src, offset + part, ORDER);
            word |= bytes.compare(VectorOperators.NE, (byte) 0).toLong() << part;
        }
        return word;
    }

    /** The same with the bits of each byte the other way round: bytes are turned in the vector, eight by eight. */
    private static long nonZeroTurned(MemorySegment src, long offset) {
        if (LANES == Long.SIZE) { // written out: a loop of one turn keeps the compiler from unrolling the one around it
            return ByteVector.fromMemorySegment(BYTES, src, offset, ORDER)
                    .rearrange(EIGHTS_TURNED)
                    .compare(VectorOperators.NE, (byte) 0)
                    .toLong();
        }
        long word = 0;
        for (int part = 0; part < Long.SIZE; part += LANES) {
            ByteVector bytes = ByteVector.fromMemorySegment(BYTES, src, offset + part, ORDER);
            word |= bytes.rearrange(EIGHTS_TURNED)
                            .compare(VectorOperators.NE, (byte) 0)
                            .toLong()
                    << part;
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
