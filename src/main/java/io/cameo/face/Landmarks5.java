package io.cameo.face;

/**
 * Five points of a face, in pixels of an image, in this order: the eye, the nose and the corner of the mouth as one sees
 * them, image-left first. Pixel centres have whole coordinates. Points may lie outside the image; none is NaN or
 * infinite. A value; free to share.
 *
 * @param leftEyeX of the eye on the image's left, which is the person's right
 * @param leftMouthX of the corner of the mouth on the image's left
 */
public record Landmarks5(
        double leftEyeX,
        double leftEyeY,
        double rightEyeX,
        double rightEyeY,
        double noseX,
        double noseY,
        double leftMouthX,
        double leftMouthY,
        double rightMouthX,
        double rightMouthY) {

    /** How many points there are. */
    public static final int POINTS = 5;

    /**
     * Checks that all are numbers.
     *
     * @throws IllegalArgumentException if one is NaN or infinite
     */
    public Landmarks5 {
        requireFinite(0, leftEyeX, leftEyeY);
        requireFinite(1, rightEyeX, rightEyeY);
        requireFinite(2, noseX, noseY);
        requireFinite(3, leftMouthX, leftMouthY);
        requireFinite(4, rightMouthX, rightMouthY);
    }

    /**
     * From ten numbers, x1 y1 x2 y2 to x5 y5.
     *
     * @throws IllegalArgumentException if there are not ten, or one is NaN or infinite
     */
    public static Landmarks5 ofPairs(double... xy) {
        requireTen(xy);
        return new Landmarks5(xy[0], xy[1], xy[2], xy[3], xy[4], xy[5], xy[6], xy[7], xy[8], xy[9]);
    }

    /**
     * From ten numbers, x1 to x5, then y1 to y5, as InsightFace's {@code .lst} has them.
     *
     * @throws IllegalArgumentException if there are not ten, or one is NaN or infinite
     */
    public static Landmarks5 ofColumns(double... xThenY) {
        requireTen(xThenY);
        double[] v = xThenY;
        return new Landmarks5(v[0], v[5], v[1], v[6], v[2], v[7], v[3], v[8], v[4], v[9]);
    }

    /** The coordinate of point 0 to 4. */
    public double x(int point) {
        return switch (point) {
            case 0 -> leftEyeX;
            case 1 -> rightEyeX;
            case 2 -> noseX;
            case 3 -> leftMouthX;
            case 4 -> rightMouthX;
            default -> throw new IllegalArgumentException("no such landmark: point=" + point + ", known=0..4");
        };
    }

    /** The coordinate of point 0 to 4, downwards. */
    public double y(int point) {
        return switch (point) {
            case 0 -> leftEyeY;
            case 1 -> rightEyeY;
            case 2 -> noseY;
            case 3 -> leftMouthY;
            case 4 -> rightMouthY;
            default -> throw new IllegalArgumentException("no such landmark: point=" + point + ", known=0..4");
        };
    }

    /** Ten numbers in a new array, x1 y1 to x5 y5. */
    public double[] toPairs() {
        double[] xy = new double[2 * POINTS];
        putPairs(xy);
        return xy;
    }

    /** As {@link #toPairs()}, into an array that the caller keeps. */
    void putPairs(double[] xy) {
        for (int i = 0; i < POINTS; i++) {
            xy[2 * i] = x(i);
            xy[2 * i + 1] = y(i);
        }
    }

    /** Ten numbers in a new array, x1 to x5, then y1 to y5. */
    public double[] toColumns() {
        double[] xThenY = new double[2 * POINTS];
        for (int i = 0; i < POINTS; i++) {
            xThenY[i] = x(i);
            xThenY[POINTS + i] = y(i);
        }
        return xThenY;
    }

    /** Whether every point lies on a pixel of an image of this size, borders included. */
    public boolean isInside(int widthPx, int heightPx) {
        for (int i = 0; i < POINTS; i++) {
            if (!(x(i) >= 0 && x(i) <= widthPx - 1 && y(i) >= 0 && y(i) <= heightPx - 1)) {
                return false;
            }
        }
        return true;
    }

    private static void requireTen(double[] values) {
        if (values.length != 2 * POINTS) {
            throw new IllegalArgumentException("landmarks need ten numbers: found=" + values.length);
        }
    }

    private static void requireFinite(int point, double x, double y) {
        if (!Double.isFinite(x) || !Double.isFinite(y)) {
            throw new IllegalArgumentException("landmark is not a number: point=" + point + ", x=" + x + ", y=" + y);
        }
    }
}
