package io.cameo.convert.ffhquv;

import java.util.Arrays;

/**
 * What a column of numbers comes to. Values that are missing are left out; where none is left, all are NaN.
 *
 * @param count of values
 * @param deviation of all of them (numpy's {@code std})
 * @param median and the percentile that follows by a straight line between neighbours, as numpy has it
 * @param p95 the 95th percentile
 */
public record Figures(long count, double mean, double deviation, double least, double median, double p95, double most) {
    /** Counts; changes nothing. */
    public static Figures of(double[] values) {
        double[] known =
                Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
        Arrays.sort(known);
        double mean = Arrays.stream(known).sum() / known.length;
        double squares = Arrays.stream(known)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        return new Figures(
                known.length,
                mean,
                Math.sqrt(squares / known.length),
                percentile(known, 0),
                percentile(known, 50),
                percentile(known, 95),
                percentile(known, 100));
    }

    private static double percentile(double[] sorted, double percent) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        double at = (sorted.length - 1) * percent / 100;
        int below = (int) at;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
