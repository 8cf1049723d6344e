package io.cameo.face;

/**
 * The centres of two eyes in pixels, which is just enough for a similarity: it moves, turns and scales.
 *
 * @param leftX of the eye on the picture's left
 * @param leftY of the eye on the picture's left
 * @param rightX of the eye on the picture's right
 * @param rightY of the eye on the picture's right
 */
public record EyePair(double leftX, double leftY, double rightX, double rightY) {
    /** The ArcFace template for 112x112, x1 to x5 and then y1 to y5; here only its proportions matter. */
    private static final double[] AVERAGE_FACE = {
        38.2946, 73.5318, 56.0252, 41.5493, 70.7299, 51.6963, 51.5014, 71.7366, 92.3655, 92.2041
    };

    /** @throws IllegalArgumentException if the eyes are one point, or a number is not finite */
    public EyePair {
        double distance = Math.hypot(rightX - leftX, rightY - leftY);
        if (!(distance > 0) || Double.isInfinite(distance)) {
            throw new IllegalArgumentException(
                    "eyes make no pair: left=" + leftX + " " + leftY + ", right=" + rightX + " " + rightY);
        }
    }

    /**
     * The similarity that puts these eyes onto two given points.
     *
     * @param onto where they should be
     * @return {@code a, -b, tx, b, a, ty}: the rows of the 2x3 matrix that maps a column (x, y, 1)
     */
    public double[] similarityOnto(EyePair onto) {
        double fromX = rightX - leftX;
        double fromY = rightY - leftY;
        double toX = onto.rightX - onto.leftX;
        double toY = onto.rightY - onto.leftY;
        double square = fromX * fromX + fromY * fromY;
        double a = (fromX * toX + fromY * toY) / square;
        double b = (fromX * toY - fromY * toX) / square;
        return new double[] {a, -b, onto.leftX - a * leftX + b * leftY, b, a, onto.leftY - b * leftX - a * leftY};
    }

    /**
     * These eyes, with nose and mouth where the average frontal face has them. A similarity that is fitted to all five
     * points is then the one of the two eyes: {@link #similarityOnto} to the template's eyes.
     */
    public Landmarks5 landmarks() {
        EyePair average = new EyePair(AVERAGE_FACE[0], AVERAGE_FACE[5], AVERAGE_FACE[1], AVERAGE_FACE[6]);
        double[] m = average.similarityOnto(this);
        double[] points = new double[10];
        for (int i = 0; i < 5; i++) {
            points[i] = m[0] * AVERAGE_FACE[i] + m[1] * AVERAGE_FACE[i + 5] + m[2];
            points[i + 5] = m[3] * AVERAGE_FACE[i] + m[4] * AVERAGE_FACE[i + 5] + m[5];
        }
        return Landmarks5.ofColumns(points);
    }
}
