package io.cameo.mask;

/** The limits of a mask's size, which hold before anything of that size is allocated. */
final class MaskSize {
    /** No image format that carries photographs goes beyond; polygons are exact up to here. */
    static final int LONGEST_SIDE_PX = 1 << 20;

    private MaskSize() {}

    /**
     * The number of pixels.
     *
     * @throws BadMaskException if there are none, or more than an {@code int} counts
     */
    static int pixels(int heightPx, int widthPx) {
        if (heightPx <= 0 || widthPx <= 0) {
            throw new BadMaskException("mask has no pixels: height=" + heightPx + ", width=" + widthPx);
        }
        long pixels = (long) heightPx * widthPx;
        if (heightPx > LONGEST_SIDE_PX || widthPx > LONGEST_SIDE_PX || pixels > Integer.MAX_VALUE) {
            throw new BadMaskException("mask is too large: height=" + heightPx + ", width=" + widthPx
                    + ", longest_side=" + LONGEST_SIDE_PX + ", most_pixels=" + Integer.MAX_VALUE);
        }
        return (int) pixels;
    }

    /** Refuses two masks of different sizes. */
    static void same(int heightPx, int widthPx, int otherHeightPx, int otherWidthPx) {
        if (heightPx != otherHeightPx || widthPx != otherWidthPx) {
            throw new IllegalArgumentException("masks differ in size: height=" + heightPx + ", width=" + widthPx
                    + ", other_height=" + otherHeightPx + ", other_width=" + otherWidthPx);
        }
    }
}
