package io.cameo.matte;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** The same a vector of columns at a time; columns have nothing to do with each other, so the bits are the same. */
final class GradientKernelSimd implements GradientKernel {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    private static final int LANES = FLOATS.length();
    private static final int DOUBLE_LANES = DOUBLES.length();
    /** As many bytes as a vector has floats; vectors of 128 bits would need 32-bit ones, which there are not. */
    private static final boolean BYTES_FIT = FLOATS.vectorBitSize() >= 4 * 64;

    private static final VectorSpecies<Byte> BYTES =
            VectorSpecies.of(byte.class, VectorShape.forBitSize(BYTES_FIT ? FLOATS.vectorBitSize() / Float.BYTES : 64));

    private final GradientKernelScalar scalar = new GradientKernelScalar();

    @Override
    public void load(MemorySegment src, long srcOffset, int bytes, int count, int least, float[] dst, int at) {
        int whole = bytes == 1 && BYTES_FIT ? FLOATS.loopBound(count) : 0;
        for (int i = 0; i < whole; i += LANES) {
            IntVector samples =
                    (IntVector) ByteVector.fromMemorySegment(BYTES, src, srcOffset + i, ByteOrder.nativeOrder())
                            .convertShape(VectorOperators.ZERO_EXTEND_B2I, INTS, 0);
            ((FloatVector) samples.sub(least).convertShape(VectorOperators.I2F, FLOATS, 0)).intoArray(dst, at + i);
        }
        scalar.load(src, srcOffset + whole, bytes, count - whole, least, dst, at + whole);
    }

    @Override
    public void across(float[] row, float[] bell, float[] wave, float[] smooth, float[] slope, int count) {
        int whole = FLOATS.loopBound(count);
        for (int x = 0; x < whole; x += LANES) {
            int middle = x + REACH;
            FloatVector even = FloatVector.fromArray(FLOATS, row, middle).mul(bell[0]);
            FloatVector odd = FloatVector.zero(FLOATS);
            for (int k = 1; k <= REACH; k++) {
                FloatVector before = FloatVector.fromArray(FLOATS, row, middle - k);
                FloatVector after = FloatVector.fromArray(FLOATS, row, middle + k);
                even = even.add(before.add(after).mul(bell[k]));
                odd = odd.add(after.sub(before).mul(wave[k]));
            }
            even.intoArray(smooth, x);
            odd.intoArray(slope, x);
        }
        scalar.across(row, bell, wave, smooth, slope, whole, count);
    }

    @Override
    public void down(float[][] smooth, float[][] slope, float[] bell, float[] wave, float[] length, int count) {
        int whole = FLOATS.loopBound(count);
        for (int x = 0; x < whole; x += LANES) {
            FloatVector even = FloatVector.fromArray(FLOATS, slope[REACH], x).mul(bell[0]);
            FloatVector odd = FloatVector.zero(FLOATS);
            for (int k = 1; k <= REACH; k++) {
                FloatVector above = FloatVector.fromArray(FLOATS, slope[REACH - k], x);
                FloatVector below = FloatVector.fromArray(FLOATS, slope[REACH + k], x);
                even = even.add(above.add(below).mul(bell[k]));
                FloatVector over = FloatVector.fromArray(FLOATS, smooth[REACH - k], x);
                FloatVector under = FloatVector.fromArray(FLOATS, smooth[REACH + k], x);
                odd = odd.add(under.sub(over).mul(wave[k]));
            }
            even.mul(even).add(odd.mul(odd)).sqrt().intoArray(length, x);
        }
        scalar.down(smooth, slope, bell, wave, length, whole, count);
    }

    @Override
    public void addSquares(
            float[] left,
            float leftScale,
            float[] right,
            float rightScale,
            float[] weights,
            double[] columns,
            int count) {
        int whole = FLOATS.loopBound(count);
        for (int x = 0; x < whole; x += LANES) {
            FloatVector difference = FloatVector.fromArray(FLOATS, left, x)
                    .mul(leftScale)
                    .sub(FloatVector.fromArray(FLOATS, right, x).mul(rightScale));
            FloatVector square = difference.mul(difference).mul(FloatVector.fromArray(FLOATS, weights, x));
            for (int part = 0; part < LANES / DOUBLE_LANES; part++) {
                DoubleVector wide = (DoubleVector) square.convertShape(VectorOperators.F2D, DOUBLES, part);
                int column = x + part * DOUBLE_LANES;
                DoubleVector.fromArray(DOUBLES, columns, column).add(wide).intoArray(columns, column);
            }
        }
        scalar.addSquares(left, leftScale, right, rightScale, weights, columns, whole, count);
    }
}
