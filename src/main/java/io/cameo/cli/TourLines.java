package io.cameo.cli;

import io.cameo.convert.Conversion;
import io.cameo.pipeline.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** How the tours of {@code cameo demo} talk: a line for each step, with its rate. */
final class TourLines {
    private final Console console;
    private final boolean quiet;

    TourLines(Console console, boolean quiet) {
        this.console = console;
        this.quiet = quiet;
    }

    Progress bar(String verb, String unit) {
        return ProgressBar.on(console, quiet, verb, unit);
    }

    static <T> T stoppable(Conversion<?> job, OutputFile.Work<T> work) throws IOException {
        try (var _ = Interrupts.onInterrupt(job::cancel)) {
            return work.run();
        }
    }

    /** A run that was stopped by Ctrl-C, or rejected a portrait, is no tour to go on with. */
    static void requireWhole(boolean complete, Path file) throws IOException {
        if (!complete) {
            throw new IOException("the demo ends here: " + file + " was not made");
        }
    }

    void row(String what, String rate, String format, Object... values) {
        say("  %-8s %18s   %s%n", what, rate, String.format(Locale.ROOT, format, values));
    }

    void say(String format, Object... values) {
        if (!quiet) {
            console.out().printf(Locale.ROOT, format, values);
            console.out().flush();
        }
    }

    static String rate(long count, long nanos, String unit) {
        double perSecond = count / (nanos / 1e9);
        return perSecond >= 1e6
                ? String.format(Locale.ROOT, "%.1f M %s", perSecond / 1e6, unit)
                : String.format(Locale.ROOT, "%,.0f %s", perSecond, unit);
    }
}
