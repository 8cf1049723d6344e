package io.cameo.face;

import io.cameo.bytes.LittleEndian;
import io.cameo.image.Image;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * The same, a row in three passes: coordinates in vectors, source pixels one by one as 64-bit words (a word holds both
 * neighbours of a tap row, whatever the channels), weights in vectors of 16-bit lanes. The run of a row whose words lie
 * inside the source goes this way, what is left of it and right of it the scalar one.
 *
 * <p>Sixteen bits suffice, exactly. With f and g the fractions in 32nds, the upper row gives h = 32 p00 + (p01 - p00) f,
 * at most 8160, the lower row h', and the pixel is (32 h + d g + 512) >> 10 with d = h' - h. With d = 32 q + r that is
 * (h + q g + (r g >> 5) + 16) >> 5, because floors of nested divisions by whole numbers may be merged.
 */
final class WarpSimd implements Warp {
    private static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Short> SHORTS = ShortVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;

    private static final int SPARE = BYTES.length();
    private static final int FRACTION = WarpGrid.FRACTIONS - 1;
    private static final int FRACTION_SHIFT = WarpGrid.PIXEL_BITS - WarpGrid.FRACTION_BITS;

    /** From the word of a tap row, both neighbours' samples of one channel side by side. */
    private static final VectorShuffle<Byte> PAIRS_3 = VectorShuffle.fromOp(BYTES, WarpSimd::pair3);

    private static final VectorShuffle<Byte> PAIRS_4 = VectorShuffle.fromOp(BYTES, WarpSimd::pair4);
    /** The low bytes of each pixel's first three or four 16-bit lanes, without gaps. */
    private static final VectorShuffle<Byte> PACK_3 =
            VectorShuffle.fromOp(BYTES, i -> (8 * (i / 3) + 2 * (i % 3)) % BYTES.length());

    private static final VectorShuffle<Byte> PACK_4 = VectorShuffle.fromOp(BYTES, i -> 2 * i % BYTES.length());
    private static final VectorShuffle<Byte> PACK_1 = VectorShuffle.fromOp(BYTES, i -> 4 * i % BYTES.length());
    /** A pixel's fraction in all four lanes of its word, from a vector of two shorts, x and y, for each pixel. */
    private static final VectorShuffle<Short> SPREAD_X = VectorShuffle.fromOp(SHORTS, i -> i / 4 * 2);

    private static final VectorShuffle<Short> SPREAD_Y = VectorShuffle.fromOp(SHORTS, i -> i / 4 * 2 + 1);

    private final WarpGrid grid = new WarpGrid();
    private final Span span = new Span();
    private int[] offsets = new int[0];
    private int[] fractions = new int[0];
    private long[] upper = new long[0];
    private long[] lower = new long[0];
    private byte[] pixels = new byte[0];

    @Override
    public void run(Image src, double[] matrix, Image dst) {
        grid.lay(src, matrix, dst, SPARE);
        reserve(dst.widthPx());
        boolean fits = grid.isCalm() && src.pixels().byteSize() <= Integer.MAX_VALUE;
        for (int y = 0; y < dst.heightPx(); y++) {
            if (fits) {
                row(src, dst, y);
            } else {
                WarpScalar.row(src, grid, dst, y, 0, dst.widthPx());
            }
        }
    }

    private void reserve(int width) {
        if (offsets.length < width + SPARE) {
            offsets = new int[width + SPARE];
            fractions = new int[width + SPARE];
            upper = new long[width + SPARE];
            lower = new long[width + SPARE];
            pixels = new byte[Long.BYTES * (width + SPARE)];
        }
    }

    private void row(Image src, Image dst, int y) {
        int channels = src.format().channels();
        int width = dst.widthPx();
        int rowX = grid.rowX(y);
        int rowY = grid.rowY(y);
        // A pixel outside of these bounds sees nothing of the source: one pixel more than the source on each side.
        span.narrow(grid, rowX, rowY, 0, width, -1, src.widthPx(), -1, src.heightPx());
        int first = span.from;
        int last = span.to;
        // A word of three channels reads two bytes beyond its second pixel, which the last column may not have.
        int columns = channels == 3 ? src.widthPx() - 2 : src.widthPx() - 1;
        span.narrow(grid, rowX, rowY, first, last, 0, columns, 0, src.heightPx() - 1);
        int from = span.from;
        int to = span.to;
        Arrays.fill(pixels, 0, from * channels, (byte) 0);
        if (from < to) {
            inside(src, rowX, rowY, from, to - from);
        }
        Arrays.fill(pixels, to * channels, width * channels, (byte) 0);
        MemorySegment.copy(pixels, 0, dst.pixels(), LittleEndian.BYTE, y * dst.strideBytes(), width * channels);
        WarpScalar.row(src, grid, dst, y, first, from);
        WarpScalar.row(src, grid, dst, y, to, last);
    }

    /** Blends a run whose words lie inside the source; may write beyond its end in the scratch. */
    private void inside(Image src, int rowX, int rowY, int from, int count) {
        int channels = src.format().channels();
        int stride = (int) src.strideBytes();
        locate(rowX, rowY, from, count, stride, channels);
        switch (channels) {
            case 1 -> {
                fetchGray(src.pixels(), stride, count);
                blendGray(from, count);
            }
            case 3 -> {
                fetch(src.pixels(), stride, count);
                blend3(3 * from, count);
            }
            default -> {
                fetch(src.pixels(), stride, count);
                blend4(4 * from, count);
            }
        }
    }

    private void locate(int rowX, int rowY, int from, int count, int stride, int channels) {
        int[] columnX = grid.columnX();
        int[] columnY = grid.columnY();
        for (int i = 0; i < count; i += INTS.length()) {
            IntVector atX = IntVector.fromArray(INTS, columnX, from + i).add(rowX);
            IntVector atY = IntVector.fromArray(INTS, columnY, from + i).add(rowY);
            IntVector left = atX.lanewise(VectorOperators.ASHR, WarpGrid.PIXEL_BITS);
            IntVector top = atY.lanewise(VectorOperators.ASHR, WarpGrid.PIXEL_BITS);
            top.mul(stride).add(left.mul(channels)).intoArray(offsets, i);
            IntVector fx = atX.lanewise(VectorOperators.ASHR, FRACTION_SHIFT).and(FRACTION);
            IntVector fy = atY.lanewise(VectorOperators.ASHR, FRACTION_SHIFT).and(FRACTION);
            fy.lanewise(VectorOperators.LSHL, Short.SIZE).or(fx).intoArray(fractions, i);
        }
    }

    private void fetch(MemorySegment src, int stride, int count) {
        int[] offsets = this.offsets;
        long[] upper = this.upper;
        long[] lower = this.lower;
        for (int i = 0; i < count; i++) {
            long at = offsets[i];
            upper[i] = src.get(LittleEndian.LONG, at);
            lower[i] = src.get(LittleEndian.LONG, at + stride);
        }
    }

    /** All four taps of a gray pixel in one int, over the offset, which is not needed any more. */
    private void fetchGray(MemorySegment src, int stride, int count) {
        int[] offsets = this.offsets;
        for (int i = 0; i < count; i++) {
            long at = offsets[i];
            int above = Short.toUnsignedInt(src.get(LittleEndian.SHORT, at));
            offsets[i] = above | src.get(LittleEndian.SHORT, at + stride) << Short.SIZE;
        }
    }

    /**
     * {@link #blend} and {@link #across} written out. The compiler does not always inline a method that it has compiled by
     * itself before, and then every vector between them is an object: 48 us a face instead of 14.
     */
    private void blend3(int at, int count) {
        for (int i = 0; i < count; i += LONGS.length()) {
            ShortVector above = LongVector.fromArray(LONGS, upper, i)
                    .reinterpretAsBytes()
                    .rearrange(PAIRS_3)
                    .reinterpretAsShorts();
            ShortVector below = LongVector.fromArray(LONGS, lower, i)
                    .reinterpretAsBytes()
                    .rearrange(PAIRS_3)
                    .reinterpretAsShorts();
            ShortVector both = IntVector.fromArray(INTS, fractions, i).reinterpretAsShorts();
            ShortVector fx = both.rearrange(SPREAD_X);
            ShortVector fy = both.rearrange(SPREAD_Y);
            ShortVector left = above.and((short) 0xff);
            ShortVector h = left.lanewise(VectorOperators.LSHL, WarpGrid.FRACTION_BITS)
                    .add(above.lanewise(VectorOperators.LSHR, Byte.SIZE)
                            .sub(left)
                            .mul(fx));
            left = below.and((short) 0xff);
            ShortVector d = left.lanewise(VectorOperators.LSHL, WarpGrid.FRACTION_BITS)
                    .add(below.lanewise(VectorOperators.LSHR, Byte.SIZE)
                            .sub(left)
                            .mul(fx))
                    .sub(h);
            ShortVector high =
                    d.lanewise(VectorOperators.ASHR, WarpGrid.FRACTION_BITS).mul(fy);
            ShortVector low = d.and((short) FRACTION).mul(fy).lanewise(VectorOperators.LSHR, WarpGrid.FRACTION_BITS);
            h.add(high)
                    .add(low)
                    .add((short) (WarpGrid.FRACTIONS / 2))
                    .lanewise(VectorOperators.LSHR, WarpGrid.FRACTION_BITS)
                    .reinterpretAsBytes()
                    .rearrange(PACK_3)
                    .intoArray(pixels, at + 3 * i);
        }
    }

    private void blend4(int at, int count) {
        for (int i = 0; i < count; i += LONGS.length()) {
            blend(upper, lower, fractions, i, PAIRS_4)
                    .reinterpretAsBytes()
                    .rearrange(PACK_4)
                    .intoArray(pixels, at + 4 * i);
        }
    }

    private static ShortVector blend(long[] upper, long[] lower, int[] fractions, int i, VectorShuffle<Byte> pairs) {
        ShortVector above = LongVector.fromArray(LONGS, upper, i)
                .reinterpretAsBytes()
                .rearrange(pairs)
                .reinterpretAsShorts();
        ShortVector below = LongVector.fromArray(LONGS, lower, i)
                .reinterpretAsBytes()
                .rearrange(pairs)
                .reinterpretAsShorts();
        ShortVector both = IntVector.fromArray(INTS, fractions, i).reinterpretAsShorts();
        ShortVector fx = both.rearrange(SPREAD_X);
        ShortVector fy = both.rearrange(SPREAD_Y);
        ShortVector h = across(above, fx);
        ShortVector d = across(below, fx).sub(h);
        ShortVector high =
                d.lanewise(VectorOperators.ASHR, WarpGrid.FRACTION_BITS).mul(fy);
        ShortVector low = d.and((short) FRACTION).mul(fy).lanewise(VectorOperators.LSHR, WarpGrid.FRACTION_BITS);
        return h.add(high)
                .add(low)
                .add((short) (WarpGrid.FRACTIONS / 2))
                .lanewise(VectorOperators.LSHR, WarpGrid.FRACTION_BITS);
    }

    /** Between neighbours: the low byte of each lane, and the high one as far as the fraction says; times 32. */
    private static ShortVector across(ShortVector pair, ShortVector fx) {
        ShortVector left = pair.and((short) 0xff);
        ShortVector right = pair.lanewise(VectorOperators.LSHR, Byte.SIZE);
        return left.lanewise(VectorOperators.LSHL, WarpGrid.FRACTION_BITS)
                .add(right.sub(left).mul(fx));
    }

    private void blendGray(int at, int count) {
        for (int i = 0; i < count; i += INTS.length()) {
            IntVector taps = IntVector.fromArray(INTS, offsets, i);
            IntVector both = IntVector.fromArray(INTS, fractions, i);
            IntVector fx = both.and(FRACTION);
            IntVector fy = both.lanewise(VectorOperators.LSHR, Short.SIZE);
            IntVector above = across(taps, fx);
            IntVector below = across(taps.lanewise(VectorOperators.LSHR, Short.SIZE), fx);
            above.lanewise(VectorOperators.LSHL, WarpGrid.FRACTION_BITS)
                    .add(below.sub(above).mul(fy))
                    .add(1 << (2 * WarpGrid.FRACTION_BITS - 1))
                    .lanewise(VectorOperators.LSHR, 2 * WarpGrid.FRACTION_BITS)
                    .reinterpretAsBytes()
                    .rearrange(PACK_1)
                    .intoArray(pixels, at + i);
        }
    }

    private static IntVector across(IntVector taps, IntVector fx) {
        IntVector left = taps.and(0xff);
        IntVector right = taps.lanewise(VectorOperators.LSHR, Byte.SIZE).and(0xff);
        return left.lanewise(VectorOperators.LSHL, WarpGrid.FRACTION_BITS)
                .add(right.sub(left).mul(fx));
    }

    /** The columns of a row whose source pixel lies in a rectangle: one run, because coordinates never turn back. */
    private static final class Span {
        private int from;
        private int to;

        /** Finds the run between two columns; none is an empty run at the second. Bounds are whole source pixels. */
        void narrow(WarpGrid grid, int rowX, int rowY, int first, int last, int left, int right, int top, int bottom) {
            int minX = (left << WarpGrid.PIXEL_BITS) - rowX;
            int maxX = (right << WarpGrid.PIXEL_BITS) - rowX;
            int minY = (top << WarpGrid.PIXEL_BITS) - rowY;
            int maxY = (bottom << WarpGrid.PIXEL_BITS) - rowY;
            int[] columnX = grid.columnX();
            int[] columnY = grid.columnY();
            from = first;
            while (from < last && !isIn(columnX[from], minX, maxX, columnY[from], minY, maxY)) {
                from++;
            }
            to = last;
            while (to > from && !isIn(columnX[to - 1], minX, maxX, columnY[to - 1], minY, maxY)) {
                to--;
            }
        }

        private static boolean isIn(int x, int minX, int maxX, int y, int minY, int maxY) {
            return x >= minX && x < maxX && y >= minY && y < maxY;
        }
    }

    private static int pair3(int i) {
        int within = i % Long.BYTES;
        return within < 6 ? i - within + within / 2 + within % 2 * 3 : i;
    }

    private static int pair4(int i) {
        int within = i % Long.BYTES;
        return i - within + within / 2 + within % 2 * 4;
    }
}
