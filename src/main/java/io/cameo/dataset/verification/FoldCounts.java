package io.cameo.dataset.verification;

import java.util.Arrays;

/**
 * How many pairs of each class lie below each of many thresholds, by fold. Each pair is placed once, instead of comparing
 * all of them with all thresholds.
 */
final class FoldCounts {
    private final double[] distances;
    private final boolean[] same;
    private final KFold cut;
    private final double[] thresholds;
    /** By fold and threshold: pairs with a distance below it. */
    private final int[][] sameBelow;

    private final int[][] differentBelow;
    private final int[] sameTotal;
    private final int[] differentTotal;

    /** @param thresholds ascending */
    FoldCounts(double[] distances, boolean[] same, KFold cut, double[] thresholds) {
        this.distances = distances;
        this.same = same;
        this.cut = cut;
        this.thresholds = thresholds;
        this.sameBelow = new int[cut.folds() + 1][thresholds.length];
        this.differentBelow = new int[cut.folds() + 1][thresholds.length];
        this.sameTotal = new int[cut.folds() + 1];
        this.differentTotal = new int[cut.folds() + 1];
        for (int fold = 0; fold < cut.folds(); fold++) {
            for (int pair = cut.begin(fold); pair < cut.begin(fold + 1); pair++) {
                place(pair, fold);
                place(pair, cut.folds());
            }
        }
        for (int fold = 0; fold <= cut.folds(); fold++) {
            accumulate(sameBelow[fold]);
            accumulate(differentBelow[fold]);
        }
    }

    double threshold(int step) {
        return thresholds[step];
    }

    /** The first threshold that tells most pairs of the other folds right. */
    int bestTrainStep(int fold) {
        int best = 0;
        int most = -1;
        for (int step = 0; step < thresholds.length; step++) {
            int right =
                    train(sameBelow, fold, step) + trainTotal(differentTotal, fold) - train(differentBelow, fold, step);
            if (right > most) {
                most = right;
                best = step;
            }
        }
        return best;
    }

    double testAccuracy(int fold, int step) {
        int right = sameBelow[fold][step] + differentTotal[fold] - differentBelow[fold][step];
        return (double) right / cut.size(fold);
    }

    /**
     * The threshold at which the other folds have a FAR. The points of the curve are mostly duplicates: old versions of
     * scipy, with which the original ran, take the last of those at or below the target and the first above it; since 1.10
     * or so it refuses them. Where the highest FAR of all is the target itself, the spline has an empty last interval and
     * gives 0 if that point is there twice.
     *
     * @return 0 if the FAR never comes so high, or there are no pairs to have one
     */
    double thresholdAtTrainFar(int fold, double target) {
        int total = trainTotal(differentTotal, fold);
        int last = thresholds.length - 1;
        if (total == 0 || far(fold, last, total) < target) {
            return 0;
        }
        int above = 0;
        while (above <= last && far(fold, above, total) <= target) {
            above++;
        }
        if (above > last) {
            return far(fold, last - 1, total) < target ? thresholds[last] : 0;
        }
        if (above == 0) {
            throw new IllegalArgumentException("no threshold has so low a FAR: target=" + target);
        }
        double low = far(fold, above - 1, total);
        double share = (target - low) / (far(fold, above, total) - low);
        return thresholds[above - 1] + share * (thresholds[above] - thresholds[above - 1]);
    }

    /** Of the fold's pairs of a class, the share that is accepted; NaN if there is none of that class. */
    double testShare(int fold, double threshold, boolean ofSame) {
        int accepted = 0;
        for (int pair = cut.begin(fold); pair < cut.begin(fold + 1); pair++) {
            accepted += same[pair] == ofSame && distances[pair] < threshold ? 1 : 0;
        }
        int total = (ofSame ? sameTotal : differentTotal)[fold];
        return total == 0 ? Double.NaN : (double) accepted / total;
    }

    private double far(int fold, int step, int total) {
        return (double) train(differentBelow, fold, step) / total;
    }

    private int train(int[][] counts, int fold, int step) {
        return counts[cut.folds()][step] - (cut.folds() == 1 ? 0 : counts[fold][step]);
    }

    private int trainTotal(int[] totals, int fold) {
        return totals[cut.folds()] - (cut.folds() == 1 ? 0 : totals[fold]);
    }

    /** Counts a pair at the first threshold above its distance. */
    private void place(int pair, int fold) {
        (same[pair] ? sameTotal : differentTotal)[fold]++;
        double distance = distances[pair];
        int found = Arrays.binarySearch(thresholds, distance);
        int step = found < 0 ? -found - 1 : found + 1;
        if (step < thresholds.length) {
            (same[pair] ? sameBelow : differentBelow)[fold][step]++;
        }
    }

    private static void accumulate(int[] counts) {
        for (int i = 1; i < counts.length; i++) {
            counts[i] += counts[i - 1];
        }
    }
}
