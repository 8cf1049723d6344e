package io.cameo.convert.insightface;

import io.cameo.face.Face;
import io.cameo.face.FaceBox;
import java.util.List;
import java.util.Optional;

/** Which of the faces that a detector found is the one that a list's box means, as {@code align_insight.py} chooses. */
final class BoxOverlap {
    private BoxOverlap() {}

    /** The face whose box has most in common with the given one, the first of equals; empty if none has anything. */
    static Optional<Face> best(List<Face> faces, FaceBox wanted) {
        Face best = null;
        double most = 0;
        for (Face face : faces) {
            double shared = intersectionOverUnion(face.box(), wanted);
            if (shared > most) {
                most = shared;
                best = face;
            }
        }
        return Optional.ofNullable(best);
    }

    static double intersectionOverUnion(FaceBox a, FaceBox b) {
        double width = Math.min(a.x2(), b.x2()) - Math.max(a.x1(), b.x1());
        double height = Math.min(a.y2(), b.y2()) - Math.max(a.y1(), b.y1());
        if (width <= 0 || height <= 0) {
            return 0;
        }
        double shared = width * height;
        return shared / (a.areaPx() + b.areaPx() - shared);
    }
}
