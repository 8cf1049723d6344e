package io.cameo.loader.matting;

/**
 * The normal distribution as a table of its quantiles, so that noise for millions of pixels costs a look each. By the rational
 * approximation of P. J. Acklam (relative error below 1.2e-9).
 */
final class NormalTable {
    /** Bits of a draw that choose an entry. */
    static final int BITS = 12;

    static final int MASK = (1 << BITS) - 1;
    /** Bits behind the point of the entries. */
    static final int FRACTION = 16;

    private static final double[] A = {
        -3.969683028665376e+01,
        2.209460984245205e+02,
        -2.759285104469687e+02,
        1.383577518672690e+02,
        -3.066479806614716e+01,
        2.506628277459239e+00
    };
    private static final double[] B = {
        -5.447609879822406e+01,
        1.615858368580409e+02,
        -1.556989798598866e+02,
        6.680131188771972e+01,
        -1.328068155288572e+01,
        1
    };
    private static final double[] C = {
        -7.784894002430293e-03,
        -3.223964580411365e-01,
        -2.400758277161838e+00,
        -2.549732539343734e+00,
        4.374664141464968e+00,
        2.938163982698783e+00
    };
    private static final double[] D = {
        7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e+00, 3.754408661907416e+00, 1
    };
    private static final double TAIL = 0.02425;
    private static final double[] QUANTILES = new double[1 << BITS];

    static {
        for (int i = 0; i < QUANTILES.length; i++) {
            QUANTILES[i] = quantile((i + 0.5) / QUANTILES.length);
        }
    }

    private NormalTable() {}

    /** The quantiles in the middle of {@code 1 << BITS} equal parts, times a deviation, in fixed point. */
    static int[] scaled(double deviation) {
        int[] table = new int[QUANTILES.length];
        for (int i = 0; i < table.length; i++) {
            table[i] = (int) Math.rint(QUANTILES[i] * deviation * (1 << FRACTION));
        }
        return table;
    }

    /** Where the distribution function of the standard normal distribution is {@code p}. */
    static double quantile(double p) {
        if (p > 0.5) {
            return -quantile(1 - p);
        }
        if (p < TAIL) {
            double q = Math.sqrt(-2 * StrictMath.log(p));
            return polynomial(C, q) / polynomial(D, q);
        }
        double q = p - 0.5;
        return polynomial(A, q * q) * q / polynomial(B, q * q);
    }

    private static double polynomial(double[] coefficients, double x) {
        double sum = 0;
        for (double coefficient : coefficients) {
            sum = sum * x + coefficient;
        }
        return sum;
    }
}
