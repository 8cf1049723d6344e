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
        Landmarks5 face = FaceTemplate.ARC_FACE_112.points(); // only its proportions matter
        EyePair average = new EyePair(face.x(0), face.y(0), face.x(1), face.y(1));
        return SimilarityTransform.between(average.pairs(), pairs()).apply(face);
    }

    private double[] pairs() {
        return new double[] {leftX, leftY, rightX, rightY};
    }
}
