package io.cameo.lst;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Labels as text: reads what Python's {@code float()} reads, writes what C's {@code %f} writes. */
final class LabelText {
    /** Whole numbers up to here are exact, and so are quotients by powers of ten up to {@link #POWERS_OF_TEN}. */
    private static final int MAX_EXACT_DIGITS = 15;

    private static final double[] POWERS_OF_TEN = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
    };

    private static final double LARGEST_EXACT_WHOLE = 1L << 53;
    private static final int DECIMALS = 6;

    private LabelText() {}

    /**
     * Reads a number without white space around it.
     *
     * @throws NumberFormatException if {@code float()} would refuse it
     */
    static double parse(String text) {
        int length = text.length();
        int at = length > 0 && (text.charAt(0) == '-' || text.charAt(0) == '+') ? 1 : 0;
        boolean negative = at == 1 && text.charAt(0) == '-';
        long digits = 0;
        int digitCount = 0;
        int decimals = -1;
        for (; at < length; at++) {
            char c = text.charAt(at);
            if (c >= '0' && c <= '9') {
                digits = digits * 10 + (c - '0');
                if (++digitCount > MAX_EXACT_DIGITS) {
                    return parseAny(text);
                }
                decimals = decimals < 0 ? decimals : decimals + 1;
            } else if (c == '.' && decimals < 0) {
                decimals = 0;
            } else {
                return parseAny(text);
            }
        }
        if (digitCount == 0) {
            throw new NumberFormatException(text);
        }
        // Both numbers are exact, so the quotient is the correctly rounded value.
        double magnitude = digits / POWERS_OF_TEN[Math.max(0, decimals)];
        return negative ? -magnitude : magnitude;
    }

    private static double parseAny(String text) {
        int signs = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
        double sign = text.startsWith("-") ? -1 : 1;
        String body = text.substring(signs);
        if (body.equalsIgnoreCase("inf") || body.equalsIgnoreCase("infinity")) {
            return sign * Double.POSITIVE_INFINITY;
        }
        if (body.equalsIgnoreCase("nan")) {
            return Double.NaN;
        }
        // Java also takes "1f", "1d" and hexadecimal floats, which are no labels.
        for (int i = 0; i < text.length(); i++) {
            if ("0123456789+-.eE".indexOf(text.charAt(i)) < 0) {
                throw new NumberFormatException(text);
            }
        }
        return Double.parseDouble(text);
    }

    /** Appends a value as {@code %f}: six decimals of the exact binary value, ties to even. */
    static void append(StringBuilder out, double value) {
        if (Double.isNaN(value)) {
            out.append("nan");
            return;
        }
        // The sign stays even where the digits are all zero, also for -0.0.
        if (Double.doubleToRawLongBits(value) < 0) {
            out.append('-');
        }
        double magnitude = Math.abs(value);
        if (Double.isInfinite(magnitude)) {
            out.append("inf");
        } else if (magnitude <= LARGEST_EXACT_WHOLE && magnitude == Math.rint(magnitude)) {
            out.append((long) magnitude).append(".000000");
        } else {
            out.append(new BigDecimal(magnitude)
                    .setScale(DECIMALS, RoundingMode.HALF_EVEN)
                    .toPlainString());
        }
    }

    /**
     * Appends a float32 so that it reads back the same: as {@code %f} if that is enough, else as the double of the same
     * value, because readers go through a double and rounding twice may miss a float.
     */
    static void appendExact(StringBuilder out, float value) {
        int begin = out.length();
        append(out, value);
        // Compares bits, so that the sign of zero counts too; all NaNs count as one.
        if (Float.floatToIntBits((float) parse(out.substring(begin))) != Float.floatToIntBits(value)) {
            out.setLength(begin);
            out.append((double) value);
        }
    }
}
