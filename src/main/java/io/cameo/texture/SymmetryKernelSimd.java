package io.cameo.texture;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** The same a vector of columns at a time; columns have nothing to do with each other, so the bits are the same. */
final class SymmetryKernelSimd implements SymmetryKernel {
    private static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    private static final int BYTE_LANES = BYTES.length();
    private static final int LANES = FLOATS.length();
    private static final int DOUBLE_LANES = DOUBLES.length();
    private static final int CHANNELS = 3;
    /** As many bytes as a vector has floats; vectors of 128 bits would need 32-bit ones, which there are not. */
    private static final boolean BYTES_FIT = FLOATS.vectorBitSize() >= 4 * 64;

    private static final VectorSpecies<Byte> FEW =
            VectorSpecies.of(byte.class, VectorShape.forBitSize(BYTES_FIT ? FLOATS.vectorBitSize() / Float.BYTES : 64));
    private static final VectorShuffle<Float> BACKWARDS = VectorShuffle.fromOp(FLOATS, i -> LANES - 1 - i);

    private final SymmetryKernelScalar scalar = new SymmetryKernelScalar();
    /** B, G and R of one step, apart. */
    private final byte[] apart = new byte[CHANNELS * BYTE_LANES];

    private final byte[] sources = sources();
    private final long[] fromSecond = lanes(1);
    private final long[] fromThird = lanes(2);

    /** Lane i of channel c is lane {@code (3 i + c) mod lanes} of one of three vectors. */
    private static byte[] sources() {
        byte[] sources = new byte[CHANNELS * BYTE_LANES];
        for (int i = 0; i < sources.length; i++) {
            int channel = i / BYTE_LANES;
            sources[i] = (byte) ((CHANNELS * (i % BYTE_LANES) + channel) % BYTE_LANES);
        }
        return sources;
    }

    /** Which lanes of each channel come from vector number {@code vector} of three. */
    private static long[] lanes(int vector) {
        long[] lanes = new long[CHANNELS];
        for (int i = 0; i < CHANNELS * BYTE_LANES; i++) {
            int channel = i / BYTE_LANES;
            int lane = i % BYTE_LANES;
            if ((CHANNELS * lane + channel) / BYTE_LANES == vector) {
                lanes[channel] |= 1L << lane;
            }
        }
        return lanes;
    }

    @Override
    public void luma(MemorySegment src, long srcOffset, float[] luma, int widthPx) {
        if (widthPx < BYTE_LANES || !BYTES_FIT) {
            scalar.luma(src, srcOffset, luma, widthPx);
            return;
        }
        for (int block = 0; block < widthPx; block += BYTE_LANES) {
            // The last vectors overlap those before.
            int x = Math.min(block, widthPx - BYTE_LANES);
            separate(src, srcOffset + (long) CHANNELS * x);
            for (int i = 0; i < BYTE_LANES; i += LANES) {
                FloatVector blue = floats(i).mul(BLUE);
                FloatVector green = floats(BYTE_LANES + i).mul(GREEN);
                FloatVector red = floats(2 * BYTE_LANES + i).mul(RED);
                red.add(green).add(blue).intoArray(luma, x + i);
            }
        }
    }

    private FloatVector floats(int at) {
        IntVector samples =
                (IntVector) ByteVector.fromArray(FEW, apart, at).convertShape(VectorOperators.ZERO_EXTEND_B2I, INTS, 0);
        return (FloatVector) samples.convertShape(VectorOperators.I2F, FLOATS, 0);
    }

    private void separate(MemorySegment src, long at) {
        ByteVector first = ByteVector.fromMemorySegment(BYTES, src, at, ByteOrder.nativeOrder());
        ByteVector second = ByteVector.fromMemorySegment(BYTES, src, at + BYTE_LANES, ByteOrder.nativeOrder());
        ByteVector third = ByteVector.fromMemorySegment(BYTES, src, at + 2L * BYTE_LANES, ByteOrder.nativeOrder());
        for (int channel = 0; channel < CHANNELS; channel++) {
            ByteVector from = ByteVector.fromArray(BYTES, sources, channel * BYTE_LANES);
            from.selectFrom(first)
                    .blend(from.selectFrom(second), VectorMask.fromLong(BYTES, fromSecond[channel]))
                    .blend(from.selectFrom(third), VectorMask.fromLong(BYTES, fromThird[channel]))
                    .intoArray(apart, channel * BYTE_LANES);
        }
    }

    @Override
    public void differences(float[] luma, int widthPx, float[] dst, int at, int count) {
        int whole = FLOATS.loopBound(count);
        for (int x = 0; x < whole; x += LANES) {
            FloatVector mirrored =
                    FloatVector.fromArray(FLOATS, luma, widthPx - x - LANES).rearrange(BACKWARDS);
            FloatVector.fromArray(FLOATS, luma, x).sub(mirrored).intoArray(dst, at + x);
        }
        scalar.differences(luma, widthPx, dst, at, whole, count);
    }

    @Override
    public void across(float[] row, float[] taps, float[] dst, int at, int count) {
        int reach = taps.length - 1;
        int whole = FLOATS.loopBound(count);
        for (int x = 0; x < whole; x += LANES) {
            int middle = x + reach;
            FloatVector sum = FloatVector.fromArray(FLOATS, row, middle).mul(taps[0]);
            for (int k = 1; k <= reach; k++) {
                FloatVector left = FloatVector.fromArray(FLOATS, row, middle - k);
                FloatVector right = FloatVector.fromArray(FLOATS, row, middle + k);
                sum = sum.add(left.add(right).mul(taps[k]));
            }
            sum.intoArray(dst, at + x);
        }
        scalar.across(row, taps, dst, at, whole, count);
    }

    @Override
    public void down(float[] plane, int[] rows, float[] taps, int from, float[] dst, int count) {
        int reach = taps.length - 1;
        int whole = FLOATS.loopBound(count);
        for (int x = 0; x < whole; x += LANES) {
            int column = from + x;
            FloatVector sum =
                    FloatVector.fromArray(FLOATS, plane, rows[reach] + column).mul(taps[0]);
            for (int k = 1; k <= reach; k++) {
                FloatVector above = FloatVector.fromArray(FLOATS, plane, rows[reach - k] + column);
                FloatVector below = FloatVector.fromArray(FLOATS, plane, rows[reach + k] + column);
                sum = sum.add(above.add(below).mul(taps[k]));
            }
            sum.intoArray(dst, x);
        }
        scalar.down(plane, rows, taps, from, dst, whole, count);
    }

    @Override
    public void addAbsolutes(float[] values, float[] weights, double[] columns, int at, int count) {
        int whole = FLOATS.loopBound(count);
        for (int x = 0; x < whole; x += LANES) {
            FloatVector value =
                    FloatVector.fromArray(FLOATS, values, x).abs().mul(FloatVector.fromArray(FLOATS, weights, at + x));
            for (int part = 0; part < LANES / DOUBLE_LANES; part++) {
                DoubleVector wide = (DoubleVector) value.convertShape(VectorOperators.F2D, DOUBLES, part);
                int column = at + x + part * DOUBLE_LANES;
                DoubleVector.fromArray(DOUBLES, columns, column).add(wide).intoArray(columns, column);
            }
        }
        scalar.addAbsolutes(values, weights, columns, at, whole, count);
    }
}
