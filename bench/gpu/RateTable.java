package io.cameo.gpu;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** All figures of one run, printed once, last. One thread. */
final class RateTable {
    private static final double GIGA = 1e9;

    private final List<String> lines = new ArrayList<>();

    /** Begins a part. */
    void part(String title) {
        lines.add("");
        lines.add(title);
    }

    /**
     * Adds a figure, and shows it meanwhile.
     *
     * @param perSecond images
     * @param bytesPerSecond NaN where that says nothing
     * @param ofBound NaN where there is none
     * @param note what the bound is, or the aim
     */
    void add(String what, double perSecond, double bytesPerSecond, double ofBound, String note) {
        String line = String.format(
                Locale.ROOT,
                "  %-46s %14s %9s %7s  %s",
                what,
                Double.isNaN(perSecond) ? "" : String.format(Locale.ROOT, "%,.0f", perSecond),
                Double.isNaN(bytesPerSecond) ? "" : String.format(Locale.ROOT, "%.1f", bytesPerSecond / GIGA),
                Double.isNaN(ofBound) ? "" : String.format(Locale.ROOT, "%.0f %%", 100 * ofBound),
                note);
        lines.add(line.stripTrailing());
        System.out.println(line.stripTrailing());
    }

    /** Adds a sentence. */
    void say(String text) {
        lines.add("  " + text);
        System.out.println("  " + text);
    }

    /** Prints all of it. */
    void print(String title) {
        System.out.printf(Locale.ROOT, "%n%n%s%n%n  %-46s %14s %9s %7s  %s%n", title, "", "images/s", "GB/s", "", "of");
        lines.forEach(System.out::println);
    }
}
