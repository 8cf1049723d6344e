package io.cameo.convert.insightface;

import java.io.Serializable;

/**
 * How many crops came from where.
 *
 * @param passedThrough files stored as they are
 * @param listed warped by the landmarks of the list
 * @param detected warped by landmarks that a detector saw
 * @param approximate warped by eyes that a detector saw
 * @param centreCrops cut out without landmarks, not aligned
 */
public record FaceOrigins(long passedThrough, long listed, long detected, long approximate, long centreCrops)
        implements Serializable {
    /** Nothing yet. */
    static final FaceOrigins NONE = new FaceOrigins(0, 0, 0, 0, 0);

    FaceOrigins plus(FaceCrop.Origin origin) {
        return switch (origin) {
            case PASSED_THROUGH -> new FaceOrigins(passedThrough + 1, listed, detected, approximate, centreCrops);
            case LISTED -> new FaceOrigins(passedThrough, listed + 1, detected, approximate, centreCrops);
            case DETECTED -> new FaceOrigins(passedThrough, listed, detected + 1, approximate, centreCrops);
            case APPROXIMATE -> new FaceOrigins(passedThrough, listed, detected, approximate + 1, centreCrops);
            case CENTRE_CROP -> new FaceOrigins(passedThrough, listed, detected, approximate, centreCrops + 1);
        };
    }

    FaceOrigins plus(FaceOrigins others) {
        return new FaceOrigins(
                passedThrough + others.passedThrough,
                listed + others.listed,
                detected + others.detected,
                approximate + others.approximate,
                centreCrops + others.centreCrops);
    }
}
