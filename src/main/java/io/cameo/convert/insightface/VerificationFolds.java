package io.cameo.convert.insightface;

import io.cameo.dataset.verification.KFold;
import java.util.ArrayList;
import java.util.List;

/**
 * How the pairs of each consecutive fold are divided between the classes. Trainers cut sets so, without shuffling, and a
 * fold that lacks a class spoils the score.
 *
 * @param folds in their order; empty where there are fewer pairs than folds
 */
public record VerificationFolds(List<Fold> folds) {
    public VerificationFolds {
        folds = List.copyOf(folds);
    }

    /**
     * A fold.
     *
     * @param same pairs of one person
     * @param different pairs of two
     */
    public record Fold(int same, int different) {
        /** Whether it has pairs of one class only. */
        public boolean hasOneClass() {
            return same == 0 || different == 0;
        }
    }

    /**
     * Cuts pairs into folds as scikit-learn's {@code KFold} does.
     *
     * @param same of each pair, in order
     */
    public static VerificationFolds of(boolean[] same, int count) {
        if (same.length < count) {
            return new VerificationFolds(List.of());
        }
        KFold cut = new KFold(same.length, count);
        List<Fold> folds = new ArrayList<>();
        for (int fold = 0; fold < count; fold++) {
            int sames = 0;
            for (int pair = cut.begin(fold); pair < cut.begin(fold + 1); pair++) {
                sames += same[pair] ? 1 : 0;
            }
            folds.add(new Fold(sames, cut.size(fold) - sames));
        }
        return new VerificationFolds(folds);
    }

    /** Whether every fold has both classes; false where there are no folds. */
    public boolean areSound() {
        return !folds.isEmpty() && folds.stream().noneMatch(Fold::hasOneClass);
    }

    /** Whether every fold has as many pairs of each class as every other. */
    public boolean areAlike() {
        return folds.stream().distinct().count() == 1;
    }

    /** The folds, from 0, that have pairs of one class only. */
    public List<Integer> oneClass() {
        List<Integer> found = new ArrayList<>();
        for (int fold = 0; fold < folds.size(); fold++) {
            if (folds.get(fold).hasOneClass()) {
                found.add(fold);
            }
        }
        return found;
    }
}
