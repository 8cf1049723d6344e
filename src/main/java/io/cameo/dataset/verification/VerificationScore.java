package io.cameo.dataset.verification;

import io.cameo.numpy.FloatRows;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The score of embeddings on a verification set, as InsightFace's {@code verification.py} computes it
 * (recognition/arcface_torch/eval, commit 166d7430).
 *
 * <p>Embeddings of an image and of its mirror image are added, the sums L2-normalised, and pairs compared by squared
 * distance. For each consecutive fold the threshold of 0, 0.01, ... 3.99 that is best on the other folds, the first of
 * several, gives the fold's accuracy. VAL at FAR: thresholds 0, 0.001, ... 3.999; where the FAR of the other folds passes
 * the target, the threshold is interpolated as scipy's {@code slinear} does, and 0 where it never does.
 *
 * <p>Arithmetic is in double, as there; sums are added in another order, so that distances differ in the last place.
 *
 * @param accuracy mean over the folds of the share of pairs told right
 * @param accuracyStd standard deviation of that, divided by the number of folds and not one less
 * @param accuracies of each fold
 * @param thresholds of each fold, on the squared distance
 * @param val mean over the folds of the share of pairs of one person that are accepted; NaN if a fold lacks a class,
 *     where the original stops with a division by zero
 * @param valStd its standard deviation
 * @param far mean over the folds of the share of pairs of two people that are accepted
 * @param farTarget the FAR that was asked for
 * @param norm mean L2 norm of the given embeddings before anything is done to them ({@code XNorm})
 * @param oneClassFolds folds, from 0, that lack pairs of the same or of different people
 */
public record VerificationScore(
        double accuracy,
        double accuracyStd,
        List<Double> accuracies,
        List<Double> thresholds,
        double val,
        double valStd,
        double far,
        double farTarget,
        double norm,
        List<Integer> oneClassFolds) {
    /** What trainers use. */
    public static final int FOLDS = 10;

    /** What trainers use. */
    public static final double FAR_TARGET = 1e-3;

    private static final int ACCURACY_STEPS = 400;
    private static final int VAL_STEPS = 4000;

    public VerificationScore {
        accuracies = List.copyOf(accuracies);
        thresholds = List.copyOf(thresholds);
        oneClassFolds = List.copyOf(oneClassFolds);
    }

    /**
     * Evaluates embeddings.
     *
     * @param embeddings rows {@code 2i} and {@code 2i + 1} belong to pair {@code i}; rows beyond the pairs are not looked
     *     at
     * @param flipped of the mirrored images, in the same shape; null to do without
     * @param same whether both images of a pair show one person
     * @param folds {@value #FOLDS} in the original; 1 trains and tests on all pairs, as there
     * @throws IllegalArgumentException if shapes do not fit, there are fewer pairs than folds, or a value is not finite
     */
    public static VerificationScore of(
            FloatRows embeddings, @Nullable FloatRows flipped, boolean[] same, int folds, double farTarget) {
        check(embeddings, same);
        if (flipped != null) {
            check(flipped, same);
            if (flipped.rowLength() != embeddings.rowLength()) {
                throw new IllegalArgumentException("flipped embeddings have another length: rowLength="
                        + flipped.rowLength() + ", expected=" + embeddings.rowLength());
            }
        }
        KFold cut = new KFold(same.length, folds);
        PairDistances distances = PairDistances.of(embeddings, flipped, same.length);
        FoldCounts coarse = new FoldCounts(distances.squared(), same, cut, steps(ACCURACY_STEPS, 0.01));
        FoldCounts fine = new FoldCounts(distances.squared(), same, cut, steps(VAL_STEPS, 0.001));
        double[] accuracies = new double[folds];
        double[] thresholds = new double[folds];
        double[] vals = new double[folds];
        double[] fars = new double[folds];
        for (int fold = 0; fold < folds; fold++) {
            int best = coarse.bestTrainStep(fold);
            thresholds[fold] = coarse.threshold(best);
            accuracies[fold] = coarse.testAccuracy(fold, best);
            double threshold = fine.thresholdAtTrainFar(fold, farTarget);
            vals[fold] = fine.testShare(fold, threshold, true);
            fars[fold] = fine.testShare(fold, threshold, false);
        }
        return new VerificationScore(
                mean(accuracies),
                std(accuracies),
                Arrays.stream(accuracies).boxed().toList(),
                Arrays.stream(thresholds).boxed().toList(),
                mean(vals),
                std(vals),
                mean(fars),
                farTarget,
                distances.meanNorm(),
                VerificationInfo.oneClassFolds(same, folds));
    }

    private static void check(FloatRows rows, boolean[] same) {
        if (rows.rows() < 2L * same.length) {
            throw new IllegalArgumentException("too few embeddings: rows=" + rows.rows() + ", pairs=" + same.length
                    + ", expected=2 rows for each pair");
        }
    }

    /** As {@code numpy.arange(0, 4, step)}. */
    private static double[] steps(int count, double step) {
        double[] steps = new double[count];
        for (int i = 0; i < count; i++) {
            steps[i] = i * step;
        }
        return steps;
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private static double std(double[] values) {
        double mean = mean(values);
        double sum = 0;
        for (double value : values) {
            sum += (value - mean) * (value - mean);
        }
        return Math.sqrt(sum / values.length);
    }
}
