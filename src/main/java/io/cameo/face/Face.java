package io.cameo.face;

import org.jspecify.annotations.Nullable;

/**
 * A face that a detector found.
 *
 * @param box around it
 * @param score how sure the detector is, by its own measure: a probability for {@code mtcnn} and {@code yunet}, the
 *     number of neighbouring windows that agree for {@code haar}. Comparable only within one detector
 * @param landmarks five points, or null if the kind is {@link LandmarkKind#NONE}
 * @param landmarkKind where the points come from
 */
public record Face(FaceBox box, double score, @Nullable Landmarks5 landmarks, LandmarkKind landmarkKind) {

    /** @throws IllegalArgumentException if there are landmarks and the kind says none, or the other way round */
    public Face {
        if ((landmarks == null) != (landmarkKind == LandmarkKind.NONE)) {
            throw new IllegalArgumentException(
                    "landmarks and their kind disagree: landmarks=" + landmarks + ", kind=" + landmarkKind);
        }
    }

    /** Whether the landmarks are less than five points that were seen. */
    public boolean isApproximate() {
        return landmarkKind != LandmarkKind.SEEN;
    }
}
