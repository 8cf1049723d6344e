package io.cameo.cli;

import io.cameo.pipeline.Progress;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Shows a run's progress on {@link Console#err()}: one line that is redrawn on a terminal and wiped at the end, or plain
 * lines, few and whole, where the stream goes to a file or a pipe.
 *
 * <pre>
 * packing  ━━━━━━━━━━━━━━━━╸───────  63 %   6,312/10,000  41,203 img/s  ETA 0:01
 * </pre>
 *
 * <p>Draws only when it is told of progress and starts no thread of its own; asks the terminal nothing. A terminal that is
 * made narrower meanwhile is told to cut lines off, not to wrap them. Into a file or a pipe, a run of a few seconds writes
 * nothing. ASCII stands in where the stream is not UTF-8. One thread at a time.
 */
final class ProgressBar implements Progress {
    private static final long REDRAW_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long PLAIN_LINE_NANOS = TimeUnit.SECONDS.toNanos(5);
    /** The rate shown is an average that forgets at this pace, so that it neither jitters nor lags for long. */
    private static final double RATE_MEMORY_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final int LONGEST_BAR_COLUMNS = 40;
    private static final int SHORTEST_BAR_COLUMNS = 6;
    private static final int DEFAULT_WIDTH_COLUMNS = 80;
    private static final String GAP = "  ";
    /** DECAWM: what would not fit into the line is not shown. Set for each drawing alone, so that no exit leaves it off. */
    private static final String NO_WRAP = "\033[?7l";

    private static final String WRAP = "\033[?7h";

    private final PrintStream err;
    private final boolean terminal;
    private final boolean unicode;
    private final int widthColumns;
    private final String verb;
    private final String unit;
    private final LongSupplier nanoClock;

    private long total = UNKNOWN;
    private long startedNanos;
    private long shownNanos;
    private long sampledNanos;
    private long sampledDone;
    private double itemsPerSecond;
    private int drawnColumns;
    private boolean printed;

    ProgressBar(Console console, String verb, String unit, LongSupplier nanoClock) {
        this.err = console.err();
        this.terminal = console.terminal();
        this.unicode = err.charset().equals(StandardCharsets.UTF_8);
        this.widthColumns = console.widthColumns() > 0 ? console.widthColumns() : DEFAULT_WIDTH_COLUMNS;
        this.verb = verb;
        this.unit = unit;
        this.nanoClock = nanoClock;
    }

    /**
     * What a command shows while it works.
     *
     * @param quiet show nothing at all
     * @param verb what is being done, as {@code packing}
     * @param unit what is counted, as {@code img}
     */
    static Progress on(Console console, boolean quiet, String verb, String unit) {
        return quiet ? NONE : new ProgressBar(console, verb, unit, System::nanoTime);
    }

    @Override
    public void started(long totalItems) {
        total = totalItems;
        startedNanos = nanoClock.getAsLong();
        shownNanos = startedNanos;
        sampledNanos = startedNanos;
    }

    @Override
    public void advanced(long doneItems, long rejectedItems) {
        long now = nanoClock.getAsLong();
        // The first drawing does not wait, so that there is something to see at once.
        boolean first = terminal && drawnColumns == 0;
        if (!first && now - shownNanos < (terminal ? REDRAW_NANOS : PLAIN_LINE_NANOS)) {
            return;
        }
        shownNanos = now;
        sampleRate(doneItems, now);
        String facts = facts(doneItems, rejectedItems, itemsPerSecond);
        String remaining = remaining(doneItems, now);
        if (terminal) {
            redraw(fit(doneItems, facts, remaining));
        } else {
            err.println(verb + GAP + facts.strip() + GAP + remaining);
            printed = true;
        }
    }

    @Override
    public void finished(long doneItems, long rejectedItems) {
        long elapsedNanos = Math.max(1, nanoClock.getAsLong() - startedNanos);
        if (terminal) {
            if (drawnColumns > 0) {
                redraw("");
                err.print('\r');
                err.flush();
                drawnColumns = 0;
            }
        } else if (printed) {
            double average = doneItems * 1e9 / elapsedNanos;
            err.println(verb + GAP + facts(doneItems, rejectedItems, average).strip() + GAP + "in "
                    + duration(elapsedNanos));
        }
    }

    private void sampleRate(long doneItems, long nowNanos) {
        long passedNanos = nowNanos - sampledNanos;
        if (passedNanos <= 0) {
            return;
        }
        double recent = (doneItems - sampledDone) * 1e9 / passedNanos;
        double weight = sampledNanos == startedNanos ? 1 : -Math.expm1(-passedNanos / RATE_MEMORY_NANOS);
        itemsPerSecond += weight * (recent - itemsPerSecond);
        sampledNanos = nowNanos;
        sampledDone = doneItems;
    }

    /** Percentage, counts and rate, padded so that they stay in place from one drawing to the next. */
    private String facts(long doneItems, long rejectedItems, double rate) {
        StringBuilder text = new StringBuilder();
        if (total >= 0) {
            String all = grouped(total);
            text.append(String.format(Locale.ROOT, "%3d %%", percent(doneItems)))
                    .append(GAP);
            text.append(" ".repeat(Math.max(0, all.length() - grouped(doneItems).length())));
            text.append(grouped(doneItems)).append('/').append(all);
        } else {
            text.append(grouped(doneItems)).append(' ').append(unit);
        }
        if (rejectedItems > 0) {
            text.append(GAP).append(grouped(rejectedItems)).append(" rejected");
        }
        // Below ten a second a whole number says too little.
        String speed = rate < 9.95 ? String.format(Locale.ROOT, "%.1f", rate) : grouped(Math.round(rate));
        return text.append(GAP)
                .append(speed)
                .append(' ')
                .append(unit)
                .append("/s")
                .toString();
    }

    private String remaining(long doneItems, long nowNanos) {
        if (total < 0) {
            return clock((nowNanos - startedNanos) / 1_000_000_000L);
        }
        double seconds = Math.max(0, total - doneItems) / itemsPerSecond;
        return "ETA " + (seconds < TimeUnit.DAYS.toSeconds(4) ? clock((long) Math.ceil(seconds)) : "-:--");
    }

    /** The line for a terminal, never as wide as it: the bar gets the room that is left, and goes first if there is none. */
    private String fit(long doneItems, String facts, String remaining) {
        // A character in the last column makes some terminals wrap.
        int room = widthColumns - 1;
        String line = verb + GAP + facts + GAP + remaining;
        int bar = Math.min(LONGEST_BAR_COLUMNS, room - line.length() - GAP.length());
        if (total >= 0 && bar >= SHORTEST_BAR_COLUMNS) {
            return verb + GAP + bar(doneItems, bar) + GAP + facts + GAP + remaining;
        }
        if (line.length() > room) {
            line = verb + GAP + facts;
        }
        return line.substring(0, Math.min(room, line.length()));
    }

    private String bar(long doneItems, int columns) {
        // Twice as many steps as columns: the last one may be half full.
        int halves = (int) (2 * columns * fraction(doneItems));
        int full = halves / 2;
        if (full == columns) {
            return (unicode ? "━" : "#").repeat(columns);
        }
        boolean half = halves % 2 == 1;
        String head = unicode ? (half ? "╸" : "─") : (half ? ">" : "-");
        return (unicode ? "━" : "#").repeat(full) + head + (unicode ? "─" : "-").repeat(columns - full - 1);
    }

    private double fraction(long doneItems) {
        return doneItems >= total ? 1 : (double) doneItems / total;
    }

    /** Rounded down, so that 100 means all. */
    private int percent(long doneItems) {
        return (int) (100 * fraction(doneItems));
    }

    private void redraw(String line) {
        err.print('\r' + NO_WRAP + line + " ".repeat(Math.max(0, drawnColumns - line.length())) + WRAP);
        err.flush();
        drawnColumns = line.length();
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String duration(long nanos) {
        return nanos < TimeUnit.MINUTES.toNanos(1)
                ? String.format(Locale.ROOT, "%.1f s", nanos / 1e9)
                : clock(TimeUnit.NANOSECONDS.toSeconds(nanos));
    }

    private static String clock(long seconds) {
        return seconds < 3_600
                ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3_600, seconds / 60 % 60, seconds % 60);
    }
}
