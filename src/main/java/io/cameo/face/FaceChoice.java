package io.cameo.face;

import java.util.List;
import java.util.Optional;

/**
 * Which of several faces a picture is of: the one with the largest {@code area - 2 * distance^2}, the distance being
 * that of the box's centre from the image's. It is the rule of InsightFace's alignment scripts; of equals the first is
 * taken, as {@code numpy.argmax} does.
 */
public final class FaceChoice {
    private static final double CENTER_WEIGHT = 2;

    private FaceChoice() {}

    /**
     * The chosen face, or empty if there is none.
     *
     * @param faces in any order, all of one image
     * @param widthPx of that image
     * @param heightPx of that image
     */
    public static Optional<Face> best(List<Face> faces, int widthPx, int heightPx) {
        Face best = null;
        double highest = 0;
        for (Face face : faces) {
            double weight = weight(face.box(), widthPx, heightPx);
            if (best == null || weight > highest) {
                best = face;
                highest = weight;
            }
        }
        return Optional.ofNullable(best);
    }

    /** What the rule compares, in square pixels; negative for small boxes near an edge. */
    public static double weight(FaceBox box, int widthPx, int heightPx) {
        double dx = box.centerX() - widthPx / 2.0;
        double dy = box.centerY() - heightPx / 2.0;
        return box.areaPx() - CENTER_WEIGHT * (dx * dx + dy * dy);
    }
}
