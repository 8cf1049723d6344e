package io.cameo.face;

/** Where the landmarks of a {@link Face} come from, so that nobody takes a guess for a measurement. */
public enum LandmarkKind {
    /** All five points were seen. */
    SEEN,
    /** Only the eyes were seen; nose and mouth stand where the average frontal face has them. See {@link EyePair}. */
    FROM_EYES,
    /** No landmarks. */
    NONE
}
