package io.cameo.dataset.insightface;

import org.jspecify.annotations.Nullable;

/**
 * How a face data set lies in a record file. N images, K identity records. All are read by InsightFace's
 * {@code MXFaceDataset}; DALI and {@code ImageRecordIter} read only {@link #C} and {@link #D}.
 */
public enum FaceLayout {
    /**
     * {@code face2rec2.py}: images with keys 1 to N and labels [label, aligned]; then key 0 with [N + 1, N + 1 + K] and
     * no payload; then the identities, keys from N + 1, each with the range of keys of its images.
     */
    A,
    /** {@code RecBuilder}: images with keys 1 to N and one label; then the identities; key 0 last, its second id 1. */
    B,
    /** {@code im2rec}, {@code shuffle_rec.py}: images with keys 0 to N - 1 and nothing else. */
    C,
    /** {@code rec2shufrec.py}: as {@link #C} without an {@code .idx}, for readers that go through the file in order. */
    D;

    /** Whether records without payload say which images belong to whom. */
    public boolean hasMetaRecords() {
        return this == A || this == B;
    }

    /** Its letter as a number, what an {@code .ids} holds. */
    int letter() {
        return name().charAt(0);
    }

    /** The layout with a letter, or null. */
    static @Nullable FaceLayout ofLetter(int letter) {
        for (FaceLayout layout : values()) {
            if (layout.letter() == letter) {
                return layout;
            }
        }
        return null;
    }

    /** The key of the first image. */
    public int firstKey() {
        return hasMetaRecords() ? 1 : 0;
    }
}
