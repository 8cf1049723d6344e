package io.cameo.matte;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * A vector at a time. Runs begin where a bit of the masks of clear and of full samples is not that of its left neighbour;
 * most vectors have no such bit. Soft runs are some ten samples long, so their vectors are short ones.
 */
final class RowKernelSimd implements RowKernel {
    private static final VectorSpecies<Byte> WIDE = ByteVector.SPECIES_PREFERRED;
    private static final int WIDE_LANES = WIDE.length();
    private static final VectorSpecies<Byte> SHORT = ByteVector.SPECIES_128;
    private static final int SHORT_LANES = SHORT.length();
    private static final byte SIGN = (byte) 0x80;

    private final RowKernelScalar scalar = new RowKernelScalar();

    @Override
    public boolean isClear(byte[] row, int at, int bytes) {
        int whole = bytes - bytes % WIDE_LANES;
        ByteVector seen = ByteVector.zero(WIDE);
        for (int i = 0; i < whole; i += WIDE_LANES) {
            seen = seen.or(ByteVector.fromArray(WIDE, row, at + i));
        }
        return seen.compare(VectorOperators.EQ, (byte) 0).allTrue() && scalar.isClear(row, at + whole, bytes - whole);
    }

    @Override
    public void runs(byte[] row, int at, int widthPx, int full, RowRuns runs) {
        long clearBefore = 1;
        long fullBefore = 0;
        int kind = RowRuns.CLEAR;
        for (int x = 0; x < widthPx; x += WIDE_LANES) {
            ByteVector samples = ByteVector.fromArray(WIDE, row, at + x);
            long clears = samples.compare(VectorOperators.EQ, (byte) 0).toLong();
            long fulls = samples.compare(VectorOperators.EQ, (byte) full).toLong();
            long changes = (clears ^ (clears << 1 | clearBefore)) | (fulls ^ (fulls << 1 | fullBefore));
            int left = Math.min(WIDE_LANES, widthPx - x);
            changes &= -1L >>> (Long.SIZE - left);
            while (changes != 0) {
                int i = Long.numberOfTrailingZeros(changes);
                runs.add(kind, x + i);
                kind = (clears >>> i & 1) != 0 ? RowRuns.CLEAR : (fulls >>> i & 1) != 0 ? RowRuns.FULL : RowRuns.SOFT;
                changes &= changes - 1;
            }
            clearBefore = clears >>> (WIDE_LANES - 1) & 1;
            fullBefore = fulls >>> (WIDE_LANES - 1) & 1;
        }
        runs.add(kind, widthPx);
    }

    /**
     * The prediction is the lesser of left and above where what lies between them is no less than both, the greater one where
     * it is no greater than both, else left + above - above left, which then lies between them: so bytes are enough. Signs
     * are flipped, as comparisons of vectors know signed bytes.
     */
    @Override
    public void residuals(byte[] row, byte[] above, int at, int count, byte[] low, int lowAt) {
        for (int i = 0; i < count; i += SHORT_LANES) {
            ByteVector left = ByteVector.fromArray(SHORT, row, at + i - 1).lanewise(VectorOperators.XOR, SIGN);
            ByteVector up = ByteVector.fromArray(SHORT, above, at + i).lanewise(VectorOperators.XOR, SIGN);
            ByteVector upLeft = ByteVector.fromArray(SHORT, above, at + i - 1).lanewise(VectorOperators.XOR, SIGN);
            ByteVector most = left.max(up);
            ByteVector least = left.min(up);
            VectorMask<Byte> falls = upLeft.compare(VectorOperators.GE, most);
            VectorMask<Byte> rises = upLeft.compare(VectorOperators.LE, least);
            ByteVector predicted = left.add(up).sub(upLeft).blend(most, rises).blend(least, falls);
            ByteVector difference = ByteVector.fromArray(SHORT, row, at + i)
                    .lanewise(VectorOperators.XOR, SIGN)
                    .sub(predicted);
            ByteVector zero = ByteVector.zero(SHORT);
            ByteVector sign = zero.blend((byte) -1, difference.compare(VectorOperators.LT, (byte) 0));
            difference.add(difference).lanewise(VectorOperators.XOR, sign).intoArray(low, lowAt + i);
        }
    }
}
