package io.cameo.matte;

import java.util.function.ToDoubleFunction;

/**
 * Instances found, invented and lost, and how alike the found ones are, summed over images. Numbers of images add up by
 * {@link #plus}; {@link #quality} makes IMQ of them.
 *
 * @param found true positives: pairs whose masks overlap enough
 * @param invented false positives: predicted instances without a true one
 * @param lost false negatives: true instances without a predicted one
 * @param mad the sum of similarities by MAD over the pairs found; likewise the others
 */
public record InstanceMatches(
        long found, long invented, long lost, double mad, double mse, double grad, double conn, double iou) {
    /** Nothing seen yet. */
    public static final InstanceMatches NONE = new InstanceMatches(0, 0, 0, 0, 0, 0, 0, 0);

    /** Of both. */
    public InstanceMatches plus(InstanceMatches other) {
        return new InstanceMatches(
                found + other.found,
                invented + other.invented,
                lost + other.lost,
                mad + other.mad,
                mse + other.mse,
                grad + other.grad,
                conn + other.conn,
                iou + other.iou);
    }

    /**
     * Instance matting quality from 0 to 1: {@code sum S / (TP + FP / 2 + FN / 2)}, which is {@link #matting} times {@link
     * #recognition}; NaN if there were no instances at all.
     *
     * @param similarity which sum, as {@code InstanceMatches::mad}
     */
    public double quality(ToDoubleFunction<InstanceMatches> similarity) {
        return similarity.applyAsDouble(this) / (found + 0.5 * invented + 0.5 * lost);
    }

    /** MQ: the mean similarity of the pairs found. NaN if there are none. */
    public double matting(ToDoubleFunction<InstanceMatches> similarity) {
        return similarity.applyAsDouble(this) / found;
    }

    /** RQ: {@code TP / (TP + FP / 2 + FN / 2)}. */
    public double recognition() {
        return found / (found + 0.5 * invented + 0.5 * lost);
    }
}
