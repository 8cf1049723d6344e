package io.cameo.face;

import io.cameo.image.Image;

/**
 * Where each pixel of a crop comes from, in 1/1024 of a source pixel, as OpenCV rounds it: the sum of one number for the
 * row and one for the column. A call's checks and both twins' only floating-point arithmetic are here. Reused.
 */
final class WarpGrid {
    /** Coordinates have ten bits below the pixel, of which five are used. */
    static final int PIXEL_BITS = 10;

    static final int FRACTION_BITS = 5;
    static final int FRACTIONS = 1 << FRACTION_BITS;

    private static final double UNIT = 1 << PIXEL_BITS;
    /** Half of the smallest step that is used, 1/32 pixel. */
    private static final int HALF_STEP = 1 << (PIXEL_BITS - FRACTION_BITS - 1);
    /** So far from the limits that no sum of two can overflow. */
    private static final int CALM = 1 << 29;

    private final double[] inverse = new double[SimilarityTransform.MATRIX];
    private int[] columnX = new int[0];
    private int[] columnY = new int[0];
    private boolean calm;

    /**
     * Checks a call and computes its columns.
     *
     * @param spare how many more columns than {@code dst} has the arrays must have room for
     * @throws IllegalArgumentException as {@link Warp#run}
     */
    void lay(Image src, double[] matrix, Image dst, int spare) {
        check(src, matrix, dst);
        invert(matrix);
        int width = dst.widthPx();
        if (columnX.length < width + spare) {
            columnX = new int[width + spare];
            columnY = new int[width + spare];
        }
        for (int x = 0; x < width; x++) {
            columnX[x] = round(inverse[0] * x * UNIT);
            columnY[x] = round(inverse[3] * x * UNIT);
        }
        int lastRow = dst.heightPx() - 1;
        calm = isCalm(columnX[0])
                && isCalm(columnX[width - 1])
                && isCalm(columnY[0])
                && isCalm(columnY[width - 1])
                && isCalm(rowX(0))
                && isCalm(rowX(lastRow))
                && isCalm(rowY(0))
                && isCalm(rowY(lastRow));
    }

    /** What all pixels of a row have in common; wraps as OpenCV's sum does. */
    int rowX(int y) {
        return round((inverse[1] * y + inverse[2]) * UNIT) + HALF_STEP;
    }

    int rowY(int y) {
        return round((inverse[4] * y + inverse[5]) * UNIT) + HALF_STEP;
    }

    /** One number for each column, to be added to the row's; wraps. Longer than the crop is wide. */
    int[] columnX() {
        return columnX;
    }

    int[] columnY() {
        return columnY;
    }

    /**
     * Whether no sum overflows. Then coordinates along a row never turn back, because rounding keeps the order of a
     * linear function's values: what lies inside the source is one run.
     */
    boolean isCalm() {
        return calm;
    }

    private static boolean isCalm(int value) {
        return value > -CALM && value < CALM;
    }

    /** OpenCV's order of operations, which decides the last bit; a matrix without inverse becomes zero. */
    private void invert(double[] m) {
        double determinant = m[0] * m[4] - m[1] * m[3];
        double d = determinant != 0 ? 1.0 / determinant : 0;
        inverse[0] = m[4] * d;
        inverse[1] = m[1] * -d;
        inverse[3] = m[3] * -d;
        inverse[4] = m[0] * d;
        inverse[2] = -inverse[0] * m[2] - inverse[1] * m[5];
        inverse[5] = -inverse[3] * m[2] - inverse[4] * m[5];
    }

    /** Half to even; what does not fit, NaN too, becomes the least int, as x86's conversion has it. */
    private static int round(double value) {
        double whole = Math.rint(value);
        return whole >= Integer.MIN_VALUE && whole <= Integer.MAX_VALUE ? (int) whole : Integer.MIN_VALUE;
    }

    /**
     * What every twin checks before it draws.
     *
     * @throws IllegalArgumentException as {@link Warp#run}
     */
    static void check(Image src, double[] matrix, Image dst) {
        if (src.format() != dst.format() || src.format().bytesPerSample() != 1) {
            throw new IllegalArgumentException(
                    "warp needs two images of one 8-bit format: src=" + src + ", dst=" + dst);
        }
        if (src.widthPx() > Warp.MAX_SOURCE_SIDE_PX || src.heightPx() > Warp.MAX_SOURCE_SIDE_PX) {
            throw new IllegalArgumentException(
                    "source is too large to warp: src=" + src + ", limit=" + Warp.MAX_SOURCE_SIDE_PX);
        }
        if (dst.pixels().isReadOnly()) {
            throw new IllegalArgumentException("target is read-only: dst=" + dst);
        }
        if (src.pixels().asOverlappingSlice(dst.pixels()).isPresent()) {
            throw new IllegalArgumentException("source and target share memory: src=" + src + ", dst=" + dst);
        }
        if (matrix.length != SimilarityTransform.MATRIX) {
            throw new IllegalArgumentException("matrix needs six numbers: found=" + matrix.length);
        }
        for (int i = 0; i < matrix.length; i++) {
            if (!Double.isFinite(matrix[i])) {
                throw new IllegalArgumentException("matrix is not finite: at=" + i + ", value=" + matrix[i]);
            }
        }
    }
}
