package io.cameo.dataset.verification;

/**
 * Consecutive folds, as scikit-learn's {@code KFold(n_splits, shuffle=False)} cuts them: the first {@code samples % folds}
 * are one longer.
 *
 * @param samples at least {@code folds}
 * @param folds at least 1
 */
public record KFold(int samples, int folds) {
    public KFold {
        if (folds < 1 || samples < folds) {
            throw new IllegalArgumentException(
                    "cannot cut into folds: samples=" + samples + ", folds=" + folds + ", expected>=1 sample each");
        }
    }

    /** The first sample of a fold; for {@code fold == folds}, the number of samples. */
    public int begin(int fold) {
        return fold * (samples / folds) + Math.min(fold, samples % folds);
    }

    /** How many samples a fold has. */
    public int size(int fold) {
        return begin(fold + 1) - begin(fold);
    }
}
