package io.cameo.matte;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The same a vector at a time: bytes are taken as pairs, the even ones and the odd ones of each short, since sums do not
 * mind the order. Sums of 16-bit samples, which are rare, and what is left over go to the scalar twin.
 */
final class PlaneKernelSimd implements PlaneKernel {
    private static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Short> SHORTS = ShortVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    private static final int LANES = BYTES.length();
    private static final int SHORT_LANES = SHORTS.length();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final short LOW = 0xff;
    private static final int LOW_SHORT = 0xffff;
    /** A lane of ints takes four squares of at most 510² a vector: 2048 of them stay below 2^31. */
    private static final int BLOCK = 2048 * LANES;

    private final PlaneKernelScalar scalar = new PlaneKernelScalar();

    @Override
    public void errors(
            MemorySegment left,
            long leftOffset,
            MemorySegment right,
            long rightOffset,
            int count,
            int bytes,
            long[] sums,
            int at) {
        int whole = bytes == 1 ? count & -LANES : 0;
        for (int begin = 0; begin < whole; begin += BLOCK) {
            int end = Math.min(whole, begin + BLOCK);
            IntVector absolute = IntVector.zero(INTS);
            IntVector squares = IntVector.zero(INTS);
            for (int i = begin; i < end; i += LANES) {
                ByteVector difference = distance(left, leftOffset + i, right, rightOffset + i);
                if (difference.compare(VectorOperators.NE, (byte) 0).anyTrue()) {
                    ShortVector even = even(difference);
                    ShortVector odd = odd(difference);
                    absolute = absolute.add(pairs(even.add(odd)));
                    squares = squares.add(pairs(even.mul(even))).add(pairs(odd.mul(odd)));
                }
            }
            sums[at] += sum(absolute);
            sums[at + 1] += sum(squares);
        }
        scalar.errors(left, leftOffset + whole, right, rightOffset + whole, count - whole, bytes, sums, at);
    }

    @Override
    public void errors(
            MemorySegment left,
            long leftOffset,
            MemorySegment right,
            long rightOffset,
            MemorySegment regions,
            long regionOffset,
            int value,
            int count,
            int bytes,
            long[] sums,
            int at) {
        int whole = bytes == 1 ? count & -LANES : 0;
        for (int begin = 0; begin < whole; begin += BLOCK) {
            int end = Math.min(whole, begin + BLOCK);
            IntVector absolute = IntVector.zero(INTS);
            IntVector squares = IntVector.zero(INTS);
            int inside = 0;
            for (int i = begin; i < end; i += LANES) {
                VectorMask<Byte> here = ByteVector.fromMemorySegment(BYTES, regions, regionOffset + i, ORDER)
                        .eq((byte) value);
                inside += here.trueCount();
                ByteVector difference =
                        ByteVector.zero(BYTES).blend(distance(left, leftOffset + i, right, rightOffset + i), here);
                if (difference.compare(VectorOperators.NE, (byte) 0).anyTrue()) {
                    ShortVector even = even(difference);
                    ShortVector odd = odd(difference);
                    absolute = absolute.add(pairs(even.add(odd)));
                    squares = squares.add(pairs(even.mul(even))).add(pairs(odd.mul(odd)));
                }
            }
            sums[at] += sum(absolute);
            sums[at + 1] += sum(squares);
            sums[at + 2] += inside;
        }
        scalar.errors(
                left,
                leftOffset + (long) whole * bytes,
                right,
                rightOffset + (long) whole * bytes,
                regions,
                regionOffset + whole,
                value,
                count - whole,
                bytes,
                sums,
                at);
    }

    @Override
    public long changes(MemorySegment[] planes, long[] offsets, int count, int bytes) {
        int whole = bytes == 1 ? count & -LANES : 0;
        MemorySegment left = planes[0];
        MemorySegment right = planes[1];
        MemorySegment leftBefore = planes[2];
        MemorySegment rightBefore = planes[3];
        long total = 0;
        for (int begin = 0; begin < whole; begin += BLOCK) {
            int end = Math.min(whole, begin + BLOCK);
            IntVector squares = IntVector.zero(INTS);
            for (int i = begin; i < end; i += LANES) {
                ByteVector now = ByteVector.fromMemorySegment(BYTES, left, offsets[0] + i, ORDER);
                ByteVector nowTrue = ByteVector.fromMemorySegment(BYTES, right, offsets[1] + i, ORDER);
                ByteVector old = ByteVector.fromMemorySegment(BYTES, leftBefore, offsets[2] + i, ORDER);
                ByteVector oldTrue = ByteVector.fromMemorySegment(BYTES, rightBefore, offsets[3] + i, ORDER);
                ShortVector even = even(now)
                        .add(even(oldTrue))
                        .sub(even(nowTrue))
                        .sub(even(old))
                        .abs();
                ShortVector odd = odd(now).add(odd(oldTrue))
                        .sub(odd(nowTrue))
                        .sub(odd(old))
                        .abs();
                squares = squares.add(wideSquares(even)).add(wideSquares(odd));
            }
            total += sum(squares);
        }
        long[] rest = new long[offsets.length];
        for (int i = 0; i < rest.length; i++) {
            rest[i] = offsets[i] + whole;
        }
        return total + scalar.changes(planes, rest, count - whole, bytes);
    }

    @Override
    public void atLeast(MemorySegment src, long srcOffset, int count, int bytes, int level, long[] dst, int at) {
        int whole = count & -Long.SIZE;
        int lanes = bytes == 1 ? LANES : SHORT_LANES;
        for (int i = 0; i < whole; i += Long.SIZE) {
            long word = 0;
            for (int part = 0; part < Long.SIZE; part += lanes) {
                long offset = srcOffset + (long) (i + part) * bytes;
                long bits = bytes == 1
                        ? ByteVector.fromMemorySegment(BYTES, src, offset, ORDER)
                                .compare(VectorOperators.UGE, (byte) level)
                                .toLong()
                        : ShortVector.fromMemorySegment(SHORTS, src, offset, ORDER)
                                .compare(VectorOperators.UGE, (short) level)
                                .toLong();
                word |= bits << part;
            }
            dst[at + i / Long.SIZE] = word;
        }
        scalar.atLeast(src, srcOffset + (long) whole * bytes, count - whole, bytes, level, dst, at + whole / Long.SIZE);
    }

    @Override
    public void differ(
            MemorySegment left,
            long leftOffset,
            MemorySegment right,
            long rightOffset,
            int count,
            int bytes,
            int level,
            long[] dst,
            int at) {
        int whole = bytes == 1 ? count & -Long.SIZE : 0;
        for (int i = 0; i < whole; i += Long.SIZE) {
            long word = 0;
            for (int part = 0; part < Long.SIZE; part += LANES) {
                word |= distance(left, leftOffset + i + part, right, rightOffset + i + part)
                                .compare(VectorOperators.UGE, (byte) level)
                                .toLong()
                        << part;
            }
            dst[at + i / Long.SIZE] = word;
        }
        scalar.differ(
                left,
                leftOffset + whole,
                right,
                rightOffset + whole,
                count - whole,
                bytes,
                level,
                dst,
                at + whole / Long.SIZE);
    }

    @Override
    public void paint(long[] words, int at, MemorySegment dst, long dstOffset, int count, byte set, byte clear) {
        int whole = count & -Long.SIZE;
        ByteVector on = ByteVector.broadcast(BYTES, set);
        ByteVector off = ByteVector.broadcast(BYTES, clear);
        for (int i = 0; i < whole; i += Long.SIZE) {
            long word = words[at + i / Long.SIZE];
            for (int part = 0; part < Long.SIZE; part += LANES) {
                off.blend(on, VectorMask.fromLong(BYTES, word >>> part))
                        .intoMemorySegment(dst, dstOffset + i + part, ORDER);
            }
        }
        scalar.paint(words, at + whole / Long.SIZE, dst, dstOffset + whole, count - whole, set, clear);
    }

    @Override
    public void range(MemorySegment src, long srcOffset, int count, int bytes, int[] range) {
        int whole = bytes == 1 ? count & -LANES : 0;
        if (whole > 0) {
            // Flipping the highest bit makes the signed order that of unsigned bytes.
            ByteVector least = ByteVector.broadcast(BYTES, Byte.MAX_VALUE);
            ByteVector most = ByteVector.broadcast(BYTES, Byte.MIN_VALUE);
            for (int i = 0; i < whole; i += LANES) {
                ByteVector samples = ByteVector.fromMemorySegment(BYTES, src, srcOffset + i, ORDER)
                        .lanewise(VectorOperators.XOR, Byte.MIN_VALUE);
                least = least.min(samples);
                most = most.max(samples);
            }
            range[0] = Math.min(range[0], least.reduceLanes(VectorOperators.MIN) - Byte.MIN_VALUE);
            range[1] = Math.max(range[1], most.reduceLanes(VectorOperators.MAX) - Byte.MIN_VALUE);
        }
        scalar.range(src, srcOffset + whole, count - whole, bytes, range);
    }

    /** |left - right| of unsigned bytes. */
    private static ByteVector distance(MemorySegment left, long leftOffset, MemorySegment right, long rightOffset) {
        ByteVector a = ByteVector.fromMemorySegment(BYTES, left, leftOffset, ORDER);
        ByteVector b = ByteVector.fromMemorySegment(BYTES, right, rightOffset, ORDER);
        return a.lanewise(VectorOperators.UMAX, b).sub(a.lanewise(VectorOperators.UMIN, b));
    }

    private static ShortVector even(ByteVector bytes) {
        return bytes.reinterpretAsShorts().and(LOW);
    }

    private static ShortVector odd(ByteVector bytes) {
        return bytes.reinterpretAsShorts().lanewise(VectorOperators.LSHR, Byte.SIZE);
    }

    /** Two unsigned shorts into one int. */
    private static IntVector pairs(ShortVector shorts) {
        IntVector both = shorts.reinterpretAsInts();
        return both.and(LOW_SHORT).add(both.lanewise(VectorOperators.LSHR, Short.SIZE));
    }

    /** The squares of two shorts, which may pass 16 bits, into one int. */
    private static IntVector wideSquares(ShortVector shorts) {
        IntVector both = shorts.reinterpretAsInts();
        IntVector low = both.and(LOW_SHORT);
        IntVector high = both.lanewise(VectorOperators.LSHR, Short.SIZE);
        return low.mul(low).add(high.mul(high));
    }

    /** Lanes are below 2^31, but their sum need not be: the vector's own would be cut to 32 bits. */
    private static long sum(IntVector lanes) {
        long low = lanes.and(LOW_SHORT).reduceLanesToLong(VectorOperators.ADD);
        long high = lanes.lanewise(VectorOperators.LSHR, Short.SIZE).reduceLanesToLong(VectorOperators.ADD);
        return low + (high << Short.SIZE);
    }
}
