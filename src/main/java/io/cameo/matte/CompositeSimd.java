package io.cameo.matte;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * The same a vector at a time: bytes are taken as the even and the odd ones of each short, in which every product of two of
 * them fits. Most vectors are in nobody's edge, and need no arithmetic.
 */
final class CompositeSimd extends CompositeRows {
    private static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    private static final int LANES = BYTES.length();
    /** Processors with vectors of 64 bytes load and store parts of them; with others that is slower than one by one. */
    private static final boolean MASKED = LANES == 64;

    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final int COLOURS = 3;
    private static final byte OPAQUE = (byte) 255;
    private static final short LOW = 0xff;
    private static final short UNIT = 255;
    private static final short HALF = 128;
    private static final int LOW_SHORT = 0xffff;
    /** A lane of ints takes four products of at most 255² a vector: 2048 of them stay below 2^31. */
    private static final int BLOCK = 2048 * LANES;

    /** Lane i of part p is that of the pixel whose sample {@code p * LANES + i} is. */
    private static final VectorShuffle<Byte> FIRST = thirds(0);

    private static final VectorShuffle<Byte> SECOND = thirds(1);
    private static final VectorShuffle<Byte> THIRD = thirds(2);

    private final CompositeScalar scalar = new CompositeScalar();

    private static VectorShuffle<Byte> thirds(int part) {
        return VectorShuffle.fromOp(BYTES, i -> (part * LANES + i) / COLOURS);
    }

    @Override
    void paste(
            MemorySegment colours,
            long coloursOffset,
            MemorySegment alpha,
            long alphaOffset,
            MemorySegment canvas,
            long canvasOffset,
            int count,
            int channels) {
        int whole = count & -LANES;
        for (int i = 0; i < whole; i += LANES) {
            ByteVector a = load(alpha, alphaOffset + i);
            if (a.eq((byte) 0).allTrue()) {
                continue;
            }
            long from = coloursOffset + (long) i * channels;
            long to = canvasOffset + (long) i * channels;
            if (channels == 1) {
                blend(colours, from, a, canvas, to);
            } else if (a.eq(OPAQUE).allTrue()) {
                load(colours, from).intoMemorySegment(canvas, to, ORDER);
                load(colours, from + LANES).intoMemorySegment(canvas, to + LANES, ORDER);
                load(colours, from + 2L * LANES).intoMemorySegment(canvas, to + 2L * LANES, ORDER);
            } else {
                blend(colours, from, a.rearrange(FIRST), canvas, to);
                blend(colours, from + LANES, a.rearrange(SECOND), canvas, to + LANES);
                blend(colours, from + 2L * LANES, a.rearrange(THIRD), canvas, to + 2L * LANES);
            }
        }
        if (MASKED && channels == COLOURS && whole < count) {
            pasteLast(
                    colours,
                    coloursOffset + (long) whole * COLOURS,
                    load(alpha, alphaOffset + whole, BYTES.indexInRange(0, count - whole)),
                    canvas,
                    canvasOffset + (long) whole * COLOURS,
                    (count - whole) * COLOURS);
            return;
        }
        scalar.paste(
                colours,
                coloursOffset + (long) whole * channels,
                alpha,
                alphaOffset + whole,
                canvas,
                canvasOffset + (long) whole * channels,
                count - whole,
                channels);
    }

    /** Less than a vector of pixels: people are narrow, and these would be much of each row. */
    private static void pasteLast(
            MemorySegment colours, long from, ByteVector alpha, MemorySegment canvas, long to, int samples) {
        if (alpha.eq((byte) 0).allTrue()) {
            return;
        }
        for (int part = 0; part * LANES < samples; part++) {
            VectorShuffle<Byte> third = part == 0 ? FIRST : part == 1 ? SECOND : THIRD;
            int at = part * LANES;
            VectorMask<Byte> there = BYTES.indexInRange(at, samples);
            ByteVector under = load(canvas, to + at, there);
            blended(load(colours, from + at, there), under, alpha.rearrange(third))
                    .intoMemorySegment(canvas, to + at, ORDER, there);
        }
    }

    private static void blend(MemorySegment colours, long from, ByteVector alpha, MemorySegment canvas, long to) {
        blended(load(colours, from), load(canvas, to), alpha).intoMemorySegment(canvas, to, ORDER);
    }

    private static ByteVector blended(ByteVector over, ByteVector under, ByteVector alpha) {
        ShortVector even = mixed(even(over), even(under), even(alpha));
        ShortVector odd = mixed(odd(over), odd(under), odd(alpha));
        return join(even, odd);
    }

    private static ShortVector mixed(ShortVector over, ShortVector under, ShortVector alpha) {
        ShortVector t = over.mul(alpha)
                .add(under.mul(alpha.lanewise(VectorOperators.XOR, UNIT)))
                .add(HALF);
        return t.add(t.lanewise(VectorOperators.LSHR, Byte.SIZE)).lanewise(VectorOperators.LSHR, Byte.SIZE);
    }

    @Override
    void visible(
            MemorySegment alpha,
            long alphaOffset,
            MemorySegment[] later,
            long[] offsets,
            MemorySegment dst,
            long dstOffset,
            int count) {
        int whole = count & -LANES;
        for (int i = 0; i < whole; i += LANES) {
            ByteVector own = load(alpha, alphaOffset + i);
            VectorMask<Byte> there = own.eq((byte) 0).not();
            ByteVector left = ByteVector.broadcast(BYTES, OPAQUE);
            boolean twice = false;
            for (int k = 0; k < later.length && there.anyTrue(); k++) {
                ByteVector rest = load(later[k], offsets[k] + i).not();
                // The lesser one is the product as long as one of both is 0 or 1.
                twice |= soft(left).and(soft(rest)).and(there).anyTrue();
                left = left.lanewise(VectorOperators.UMIN, rest);
            }
            if (twice) {
                edges(alpha, alphaOffset + i, later, offsets, i, dst, dstOffset + i, LANES);
            } else {
                join(share(even(own), even(left)), share(odd(own), odd(left)))
                        .intoMemorySegment(dst, dstOffset + i, ORDER);
            }
        }
        edges(alpha, alphaOffset + whole, later, offsets, whole, dst, dstOffset + whole, count - whole);
    }

    private void edges(
            MemorySegment alpha,
            long alphaOffset,
            MemorySegment[] later,
            long[] offsets,
            int shift,
            MemorySegment dst,
            long dstOffset,
            int count) {
        if (count == 0) {
            return;
        }
        long[] shifted = new long[offsets.length];
        for (int k = 0; k < shifted.length; k++) {
            shifted[k] = offsets[k] + shift;
        }
        scalar.visible(alpha, alphaOffset, later, shifted, dst, dstOffset, count);
    }

    private static VectorMask<Byte> soft(ByteVector samples) {
        return samples.eq((byte) 0).or(samples.eq(OPAQUE)).not();
    }

    /** floor(x * y / 255), exact for all products of two bytes. */
    private static ShortVector share(ShortVector x, ShortVector y) {
        ShortVector t = x.mul(y);
        return t.add(t.lanewise(VectorOperators.LSHR, Byte.SIZE))
                .add((short) 1)
                .lanewise(VectorOperators.LSHR, Byte.SIZE);
    }

    @Override
    long sum(MemorySegment src, long srcOffset, int count) {
        int whole = count & -LANES;
        long total = 0;
        for (int begin = 0; begin < whole; begin += BLOCK) {
            int end = Math.min(whole, begin + BLOCK);
            IntVector lanes = IntVector.zero(INTS);
            for (int i = begin; i < end; i += LANES) {
                ByteVector samples = load(src, srcOffset + i);
                lanes = lanes.add(pairs(even(samples).add(odd(samples))));
            }
            total += wide(lanes);
        }
        return total + scalar.sum(src, srcOffset + whole, count - whole);
    }

    @Override
    long product(MemorySegment left, long leftOffset, MemorySegment right, long rightOffset, int count) {
        int whole = count & -LANES;
        long total = 0;
        for (int begin = 0; begin < whole; begin += BLOCK) {
            int end = Math.min(whole, begin + BLOCK);
            IntVector lanes = IntVector.zero(INTS);
            for (int i = begin; i < end; i += LANES) {
                ByteVector a = load(left, leftOffset + i);
                ByteVector b = load(right, rightOffset + i);
                lanes = lanes.add(pairs(even(a).mul(even(b)))).add(pairs(odd(a).mul(odd(b))));
            }
            total += wide(lanes);
        }
        return total + scalar.product(left, leftOffset + whole, right, rightOffset + whole, count - whole);
    }

    private static ByteVector load(MemorySegment src, long offset) {
        return ByteVector.fromMemorySegment(BYTES, src, offset, ORDER);
    }

    private static ByteVector load(MemorySegment src, long offset, VectorMask<Byte> there) {
        return ByteVector.fromMemorySegment(BYTES, src, offset, ORDER, there);
    }

    private static ShortVector even(ByteVector bytes) {
        return bytes.reinterpretAsShorts().and(LOW);
    }

    private static ShortVector odd(ByteVector bytes) {
        return bytes.reinterpretAsShorts().lanewise(VectorOperators.LSHR, Byte.SIZE);
    }

    /** The way back; both below 256. */
    private static ByteVector join(ShortVector even, ShortVector odd) {
        return even.or(odd.lanewise(VectorOperators.LSHL, Byte.SIZE)).reinterpretAsBytes();
    }

    /** Two unsigned shorts into one int. */
    private static IntVector pairs(ShortVector shorts) {
        IntVector both = shorts.reinterpretAsInts();
        return both.and(LOW_SHORT).add(both.lanewise(VectorOperators.LSHR, Short.SIZE));
    }

    /** Lanes are below 2^31, but their sum need not be: the vector's own would be cut to 32 bits. */
    private static long wide(IntVector lanes) {
        long low = lanes.and(LOW_SHORT).reduceLanesToLong(VectorOperators.ADD);
        long high = lanes.lanewise(VectorOperators.LSHR, Short.SIZE).reduceLanesToLong(VectorOperators.ADD);
        return low + (high << Short.SIZE);
    }
}
