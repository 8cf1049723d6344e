package io.cameo.face;

import io.cameo.bytes.LittleEndian;
import io.cameo.image.Image;

/** The specification: one pixel after the other. */
final class WarpScalar implements Warp {
    private static final int HALF = 1 << (2 * WarpGrid.FRACTION_BITS - 1);

    private final WarpGrid grid = new WarpGrid();

    @Override
    public void run(Image src, double[] matrix, Image dst) {
        grid.lay(src, matrix, dst, 0);
        for (int y = 0; y < dst.heightPx(); y++) {
            row(src, grid, dst, y, 0, dst.widthPx());
        }
    }

    /** The pixels of a row from one column to before another. */
    static void row(Image src, WarpGrid grid, Image dst, int y, int from, int to) {
        int rowX = grid.rowX(y);
        int rowY = grid.rowY(y);
        for (int x = from; x < to; x++) {
            pixel(src, rowX + grid.columnX()[x], rowY + grid.columnY()[x], dst, x, y);
        }
    }

    /**
     * One pixel. OpenCV multiplies with weights that sum to 32768; all are multiples of 32, so dividing both by 32 gives
     * the same.
     *
     * @param atX in 1/1024 of a source pixel, half a step added
     */
    private static void pixel(Image src, int atX, int atY, Image dst, int x, int y) {
        int left = atX >> WarpGrid.PIXEL_BITS;
        int top = atY >> WarpGrid.PIXEL_BITS;
        int fx = (atX >> (WarpGrid.PIXEL_BITS - WarpGrid.FRACTION_BITS)) & (WarpGrid.FRACTIONS - 1);
        int fy = (atY >> (WarpGrid.PIXEL_BITS - WarpGrid.FRACTION_BITS)) & (WarpGrid.FRACTIONS - 1);
        int gx = WarpGrid.FRACTIONS - fx;
        int gy = WarpGrid.FRACTIONS - fy;
        int channels = src.format().channels();
        boolean isLeft = left >= 0 && left < src.widthPx();
        boolean isRight = left >= -1 && left < src.widthPx() - 1;
        boolean isTop = top >= 0 && top < src.heightPx();
        boolean isBottom = top >= -1 && top < src.heightPx() - 1;
        long above = top * src.strideBytes() + (long) left * channels;
        long below = above + src.strideBytes();
        // Outside, a tap has no weight and reads the first pixel. A condition around the read itself would be correct
        // too,
        // but JDK 25's C2 moves the bounds check of such a read out of the loop, above the condition, and falls back to
        // the interpreter at every pixel of the border, for ever.
        int weight0 = isLeft && isTop ? gx * gy : 0;
        int weight1 = isRight && isTop ? fx * gy : 0;
        int weight2 = isLeft && isBottom ? gx * fy : 0;
        int weight3 = isRight && isBottom ? fx * fy : 0;
        long at0 = isLeft && isTop ? above : 0;
        long at1 = isRight && isTop ? above + channels : 0;
        long at2 = isLeft && isBottom ? below : 0;
        long at3 = isRight && isBottom ? below + channels : 0;
        long to = y * dst.strideBytes() + (long) x * channels;
        for (int c = 0; c < channels; c++) {
            int sum = weight0 * sample(src, at0 + c)
                    + weight1 * sample(src, at1 + c)
                    + weight2 * sample(src, at2 + c)
                    + weight3 * sample(src, at3 + c);
            dst.pixels().set(LittleEndian.BYTE, to + c, (byte) ((sum + HALF) >> (2 * WarpGrid.FRACTION_BITS)));
        }
    }

    private static int sample(Image src, long at) {
        return Byte.toUnsignedInt(src.pixels().get(LittleEndian.BYTE, at));
    }
}
