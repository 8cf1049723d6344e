package io.cameo.face;

/**
 * Five points of a face in pixels, (0, 0) the centre of the first pixel: the eye on the picture's left, the eye on its
 * right, the tip of the nose, the mouth corner on the left, the one on the right.
 */
public record Landmarks5(
        double x1, double y1, double x2, double y2, double x3, double y3, double x4, double y4, double x5, double y5) {

    /**
     * From ten numbers, x1 to x5 and then y1 to y5, as the InsightFace list files hold them.
     *
     * @throws IllegalArgumentException if there are not ten
     */
    public static Landmarks5 ofColumns(double... xThenY) {
        if (xThenY.length != 10) {
            throw new IllegalArgumentException("not ten numbers: actual=" + xThenY.length);
        }
        return new Landmarks5(
                xThenY[0], xThenY[5], xThenY[1], xThenY[6], xThenY[2], xThenY[7], xThenY[3], xThenY[8], xThenY[4],
                xThenY[9]);
    }

    /** One point: 0 is the first. */
    public double x(int point) {
        return switch (point) {
            case 0 -> x1;
            case 1 -> x2;
            case 2 -> x3;
            case 3 -> x4;
            case 4 -> x5;
            default -> throw new IllegalArgumentException("no such point: point=" + point);
        };
    }

    /** One point: 0 is the first. */
    public double y(int point) {
        return switch (point) {
            case 0 -> y1;
            case 1 -> y2;
            case 2 -> y3;
            case 3 -> y4;
            case 4 -> y5;
            default -> throw new IllegalArgumentException("no such point: point=" + point);
        };
    }
}
