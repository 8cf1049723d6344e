package io.cameo.convert;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as people read them on sheets and pages. */
final class Figures {
    private static final float LARGEST_WHOLE = 1e9f;

    private Figures() {}

    /** {@code 10,001}. */
    static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** {@code 1 record}, {@code 10,001 records}. */
    static String count(long number, String noun) {
        return grouped(number) + " " + noun + (number == 1 ? "" : "s");
    }

    /** {@code 912 B}, {@code 7.8 kB}, {@code 78.1 MB}: powers of ten. */
    static String bytes(long bytes) {
        if (bytes < 1_000) {
            return bytes + " B";
        }
        if (bytes < 1_000_000) {
            return String.format(Locale.ROOT, "%.1f kB", bytes / 1e3);
        }
        return bytes < 1_000_000_000
                ? String.format(Locale.ROOT, "%.1f MB", bytes / 1e6)
                : String.format(Locale.ROOT, "%.2f GB", bytes / 1e9);
    }

    /** About three digits: {@code 0.375}, {@code 25}, {@code 1.2E+6}. */
    static String rounded(double value) {
        BigDecimal three = new BigDecimal(value).round(new MathContext(3)).stripTrailingZeros();
        boolean plain = value == 0 || (Math.abs(value) >= 1e-4 && Math.abs(value) < 1e7);
        return plain ? three.toPlainString() : three.toString();
    }

    /** {@code 3} rather than {@code 3.0}; otherwise as many digits as tell the float from its neighbours. */
    static String label(float label) {
        boolean whole = label == Math.rint(label) && Math.abs(label) < LARGEST_WHOLE;
        return whole ? Long.toString((long) label) : Float.toString(label);
    }
}
