package io.cameo.convert;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as people read them, at the terminal, on sheets and on pages: thousands separators, units, no needless decimals. */
public final class Numbers {
    private static final double KILO = 1e3;
    private static final double MEGA = 1e6;
    private static final double GIGA = 1e9;
    private static final float LARGEST_WHOLE = 1e9f;

    private Numbers() {}

    /** {@code 10,001}. */
    public static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** {@code 1 record}, {@code 10,001 records}. */
    public static String count(long number, String noun) {
        return grouped(number) + " " + noun + (number == 1 ? "" : "s");
    }

    /** {@code 912 B}, {@code 7.8 kB}, {@code 78.1 MB}: powers of ten. */
    public static String bytes(long bytes) {
        if (bytes < KILO) {
            return bytes + " B";
        }
        if (bytes < MEGA) {
            return String.format(Locale.ROOT, "%.1f kB", bytes / KILO);
        }
        return bytes < GIGA
                ? String.format(Locale.ROOT, "%.1f MB", bytes / MEGA)
                : String.format(Locale.ROOT, "%.2f GB", bytes / GIGA);
    }

    /** {@code 3} rather than {@code 3.0}; otherwise as many digits as tell the float from its neighbours. */
    public static String label(float label) {
        boolean whole = label == Math.rint(label) && Math.abs(label) < LARGEST_WHOLE;
        return whole ? Long.toString((long) label) : Float.toString(label);
    }

    /** About three digits: {@code 0.375}, {@code 25}, {@code 1.2E+6}. */
    static String rounded(double value) {
        BigDecimal three = new BigDecimal(value).round(new MathContext(3)).stripTrailingZeros();
        boolean plain = value == 0 || (Math.abs(value) >= 1e-4 && Math.abs(value) < 1e7);
        return plain ? three.toPlainString() : three.toString();
    }
}
