package io.cameo.loader;

import io.cameo.bytes.LittleEndian;
import io.cameo.image.Image;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The same in two passes over a few rows at a time, which stay in the first-level cache between them: bytes into the
 * order of the tensor, then numbers out of bytes.
 */
final class PixelPackSimd implements PixelPack {
    private static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Short> SHORTS = ShortVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Byte> BYTES_OF_SHORTS = narrow(byte.class, SHORTS.length() * Byte.SIZE);
    private static final VectorSpecies<Byte> BYTES_OF_INTS = narrow(byte.class, INTS.length() * Byte.SIZE);
    private static final VectorSpecies<Short> SHORTS_OF_INTS = narrow(short.class, INTS.length() * Short.SIZE);
    private static final int LANES = BYTES.length();
    private static final int FLOAT_LANES = FLOATS.length();
    private static final int SHORT_LANES = SHORTS.length();
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
    private static final int CHANNELS = 3;
    private static final int CHUNK_PX = 4096;

    /** Bits of 65536, 2^-14 and 0.5, whose last bit is the last bit of the small half-precision numbers. */
    private static final int HALF_OVERFLOW = 0x47800000;

    private static final int HALF_NORMAL = 0x38800000;
    private static final int HALF_SMALL = 0x3f000000;

    private final TensorSpec spec;
    private final ChannelSweep sweep;
    private final byte[] samples;
    private final float[] coefficients = new float[3 * CHANNELS * FLOAT_LANES];
    private final short[] means = new short[CHANNELS * SHORT_LANES];
    private final byte[] forward;
    private final byte[] mirrored;
    private final long[] forwardLanes;
    private final long[] mirroredLanes;

    PixelPackSimd(TensorSpec spec) {
        this.spec = spec;
        int chunkPx = Math.max(CHUNK_PX, spec.widthPx());
        sweep = new ChannelSweep(spec, chunkPx);
        // Vectors of few lanes load more bytes than they use.
        samples = new byte[spec.channels() * chunkPx + LANES];
        forward = sweep.sources(LANES, false);
        mirrored = sweep.sources(LANES, true);
        forwardLanes = ChannelSweep.lanes(forward, LANES);
        mirroredLanes = ChannelSweep.lanes(mirrored, LANES);
    }

    @Override
    public TensorSpec spec() {
        return spec;
    }

    @Override
    public void pack(Image src, PixelScale scale, MemorySegment dst, long dstOffset) {
        spec.requireFit(src, dst, dstOffset);
        int width = spec.widthPx();
        int rowsPerChunk = Math.max(1, CHUNK_PX / width);
        boolean isDense = src.strideBytes() == src.rowBytes() && !scale.isMirrored();
        for (int y = 0; y < spec.heightPx(); y += rowsPerChunk) {
            int rows = Math.min(rowsPerChunk, spec.heightPx() - y);
            if (isDense) {
                order(src.pixels(), y * src.strideBytes(), 0, rows * width, false);
            } else {
                for (int row = 0; row < rows; row++) {
                    long from = (y + row) * src.strideBytes();
                    order(src.pixels(), from, row * width, width, scale.isMirrored());
                }
            }
            if (spec.layout() == TensorLayout.NCHW) {
                for (int channel = 0; channel < spec.channels(); channel++) {
                    int index = (channel * spec.heightPx() + y) * width;
                    lay(channel * sweep.planePx(), rows * width, scale, channel, 1, dst, dstOffset, index);
                }
            } else {
                int channels = spec.channels();
                lay(0, rows * width * channels, scale, 0, channels, dst, dstOffset, y * width * channels);
            }
        }
    }

    /** Bytes of a row in the order of the tensor, from the given pixel of the scratch on. */
    private void order(MemorySegment src, long from, int toPx, int pixels, boolean isMirrored) {
        if (sweep.isStraight() && !isMirrored) {
            int channels = spec.channels();
            MemorySegment.copy(src, LittleEndian.BYTE, from, samples, toPx * channels, pixels * channels);
        } else if (pixels < LANES) {
            sweep.order(src, from, samples, toPx, pixels, isMirrored);
        } else if (spec.channels() == 1) {
            reverse(src, from, toPx, pixels);
        } else {
            shuffle(src, from, toPx, pixels, isMirrored);
        }
    }

    private void reverse(MemorySegment src, long from, int to, int pixels) {
        ByteVector backwards = ByteVector.fromArray(BYTES, mirrored, 0);
        for (int block = 0; block < pixels; block += LANES) {
            // The last vector overlaps the one before.
            int x = Math.min(block, pixels - LANES);
            ByteVector bytes = ByteVector.fromMemorySegment(BYTES, src, from + pixels - LANES - x, ORDER);
            backwards.selectFrom(bytes).intoArray(samples, to + x);
        }
    }

    /** Three vectors of pixels into three vectors of the tensor, each of which may need bytes of all three. */
    private void shuffle(MemorySegment src, long from, int toPx, int pixels, boolean isMirrored) {
        byte[] sources = isMirrored ? mirrored : forward;
        long[] lanes = isMirrored ? mirroredLanes : forwardLanes;
        ByteVector at0 = ByteVector.fromArray(BYTES, sources, 0).and((byte) (LANES - 1));
        ByteVector at1 = ByteVector.fromArray(BYTES, sources, LANES).and((byte) (LANES - 1));
        ByteVector at2 = ByteVector.fromArray(BYTES, sources, 2 * LANES).and((byte) (LANES - 1));
        VectorMask<Byte> second0 = VectorMask.fromLong(BYTES, lanes[0]);
        VectorMask<Byte> second1 = VectorMask.fromLong(BYTES, lanes[1]);
        VectorMask<Byte> second2 = VectorMask.fromLong(BYTES, lanes[2]);
        VectorMask<Byte> third0 = VectorMask.fromLong(BYTES, lanes[3]);
        VectorMask<Byte> third1 = VectorMask.fromLong(BYTES, lanes[4]);
        VectorMask<Byte> third2 = VectorMask.fromLong(BYTES, lanes[5]);
        byte[] dst = samples;
        int step = sweep.pixelStep();
        int gap = sweep.vectorGap(LANES);
        for (int block = 0; block < pixels; block += LANES) {
            int x = Math.min(block, pixels - LANES);
            long at = from + (long) CHANNELS * (isMirrored ? pixels - LANES - x : x);
            ByteVector a = ByteVector.fromMemorySegment(BYTES, src, at, ORDER);
            ByteVector b = ByteVector.fromMemorySegment(BYTES, src, at + LANES, ORDER);
            ByteVector c = ByteVector.fromMemorySegment(BYTES, src, at + 2L * LANES, ORDER);
            int to = (toPx + x) * step;
            at0.selectFrom(a)
                    .blend(at0.selectFrom(b), second0)
                    .blend(at0.selectFrom(c), third0)
                    .intoArray(dst, to);
            at1.selectFrom(a)
                    .blend(at1.selectFrom(b), second1)
                    .blend(at1.selectFrom(c), third1)
                    .intoArray(dst, to + gap);
            at2.selectFrom(a)
                    .blend(at2.selectFrom(b), second2)
                    .blend(at2.selectFrom(c), third2)
                    .intoArray(dst, to + 2 * gap);
        }
    }

    /** Numbers out of bytes; their channel is the first one, or takes turns with so many. */
    private void lay(
            int from,
            int count,
            PixelScale scale,
            int firstChannel,
            int turns,
            MemorySegment dst,
            long dstOffset,
            int index) {
        long at = dstOffset + (long) index * spec.type().bytes();
        int whole = 0;
        switch (spec.type()) {
            case UINT8 -> {
                MemorySegment.copy(samples, from, dst, LittleEndian.BYTE, at, count);
                return;
            }
            case INT8 -> {
                ChannelSweep.spreadMeans(scale, firstChannel, turns, means);
                whole = count - count % (CHANNELS * SHORT_LANES);
                int8(from, whole, dst, at);
            }
            case FLOAT32 -> {
                ChannelSweep.spread(scale, firstChannel, turns, coefficients);
                whole = count - count % (CHANNELS * FLOAT_LANES);
                float32(from, whole, dst, at);
            }
            case FLOAT16 -> {
                ChannelSweep.spread(scale, firstChannel, turns, coefficients);
                whole = count - count % (CHANNELS * FLOAT_LANES);
                float16(from, whole, dst, at);
            }
        }
        for (int i = whole; i < count; i++) {
            int pixel = Byte.toUnsignedInt(samples[from + i]);
            PixelPackScalar.put(spec.type(), pixel, scale, firstChannel + i % turns, dst, at, i);
        }
    }

    private void int8(int from, int count, MemorySegment dst, long at) {
        byte[] bytes = samples;
        for (int first = 0; first < CHANNELS * SHORT_LANES; first += SHORT_LANES) {
            ShortVector mean = ShortVector.fromArray(SHORTS, means, first);
            for (int i = first; i < count; i += CHANNELS * SHORT_LANES) {
                ShortVector pixel = (ShortVector) ByteVector.fromArray(BYTES_OF_SHORTS, bytes, from + i)
                        .convertShape(VectorOperators.ZERO_EXTEND_B2S, SHORTS, 0);
                pixel.sub(mean)
                        .max(Byte.MIN_VALUE)
                        .min(Byte.MAX_VALUE)
                        .convertShape(VectorOperators.S2B, BYTES_OF_SHORTS, 0)
                        .reinterpretAsBytes()
                        .intoMemorySegment(dst, at + i, ORDER);
            }
        }
    }

    private void float32(int from, int count, MemorySegment dst, long at) {
        byte[] bytes = samples;
        FloatVector mean0 = FloatVector.fromArray(FLOATS, coefficients, 0);
        FloatVector mean1 = FloatVector.fromArray(FLOATS, coefficients, FLOAT_LANES);
        FloatVector mean2 = FloatVector.fromArray(FLOATS, coefficients, 2 * FLOAT_LANES);
        FloatVector factor0 = FloatVector.fromArray(FLOATS, coefficients, 3 * FLOAT_LANES);
        FloatVector factor1 = FloatVector.fromArray(FLOATS, coefficients, 4 * FLOAT_LANES);
        FloatVector factor2 = FloatVector.fromArray(FLOATS, coefficients, 5 * FLOAT_LANES);
        FloatVector offset0 = FloatVector.fromArray(FLOATS, coefficients, 6 * FLOAT_LANES);
        FloatVector offset1 = FloatVector.fromArray(FLOATS, coefficients, 7 * FLOAT_LANES);
        FloatVector offset2 = FloatVector.fromArray(FLOATS, coefficients, 8 * FLOAT_LANES);
        for (int i = 0; i < count; i += CHANNELS * FLOAT_LANES) {
            ByteVector.fromArray(BYTES_OF_INTS, bytes, from + i)
                    .convertShape(VectorOperators.ZERO_EXTEND_B2I, INTS, 0)
                    .convert(VectorOperators.I2F, 0)
                    .reinterpretAsFloats()
                    .sub(mean0)
                    .mul(factor0)
                    .add(offset0)
                    .intoMemorySegment(dst, at + 4L * i, ORDER);
            ByteVector.fromArray(BYTES_OF_INTS, bytes, from + i + FLOAT_LANES)
                    .convertShape(VectorOperators.ZERO_EXTEND_B2I, INTS, 0)
                    .convert(VectorOperators.I2F, 0)
                    .reinterpretAsFloats()
                    .sub(mean1)
                    .mul(factor1)
                    .add(offset1)
                    .intoMemorySegment(dst, at + 4L * (i + FLOAT_LANES), ORDER);
            ByteVector.fromArray(BYTES_OF_INTS, bytes, from + i + 2 * FLOAT_LANES)
                    .convertShape(VectorOperators.ZERO_EXTEND_B2I, INTS, 0)
                    .convert(VectorOperators.I2F, 0)
                    .reinterpretAsFloats()
                    .sub(mean2)
                    .mul(factor2)
                    .add(offset2)
                    .intoMemorySegment(dst, at + 4L * (i + 2 * FLOAT_LANES), ORDER);
        }
    }

    /**
     * Rounds by whole numbers. Exponents that half precision has: half of the last place that stays is added, less one
     * where that place is even, and the exponent's bias changed. Smaller numbers: adding 0.5 leaves their last place as
     * the sum's. There is no NaN, because scales are finite.
     */
    private void float16(int from, int count, MemorySegment dst, long at) {
        byte[] bytes = samples;
        for (int first = 0; first < CHANNELS * FLOAT_LANES; first += FLOAT_LANES) {
            FloatVector mean = FloatVector.fromArray(FLOATS, coefficients, first);
            FloatVector factor = FloatVector.fromArray(FLOATS, coefficients, first + 3 * FLOAT_LANES);
            FloatVector offset = FloatVector.fromArray(FLOATS, coefficients, first + 6 * FLOAT_LANES);
            for (int i = first; i < count; i += CHANNELS * FLOAT_LANES) {
                IntVector bits = ByteVector.fromArray(BYTES_OF_INTS, bytes, from + i)
                        .convertShape(VectorOperators.ZERO_EXTEND_B2I, INTS, 0)
                        .convert(VectorOperators.I2F, 0)
                        .reinterpretAsFloats()
                        .sub(mean)
                        .mul(factor)
                        .add(offset)
                        .reinterpretAsInts();
                IntVector size = bits.and(Integer.MAX_VALUE);
                IntVector odd = size.lanewise(VectorOperators.LSHR, 13).and(1);
                IntVector rounded = size.add(odd).add(0xfff - (112 << 23)).lanewise(VectorOperators.LSHR, 13);
                IntVector small =
                        size.reinterpretAsFloats().add(0.5f).reinterpretAsInts().sub(HALF_SMALL);
                rounded.blend(small, size.compare(VectorOperators.LT, HALF_NORMAL))
                        .blend(0x7c00, size.compare(VectorOperators.GE, HALF_OVERFLOW))
                        .or(bits.lanewise(VectorOperators.LSHR, 16).and(0x8000))
                        .convertShape(VectorOperators.I2S, SHORTS_OF_INTS, 0)
                        .reinterpretAsShorts()
                        .intoMemorySegment(dst, at + 2L * i, ORDER);
            }
        }
    }

    /** The species of so many bits, or the smallest there is. */
    private static <E> VectorSpecies<E> narrow(Class<E> type, int bits) {
        return VectorSpecies.of(type, VectorShape.forBitSize(Math.max(64, bits)));
    }
}
