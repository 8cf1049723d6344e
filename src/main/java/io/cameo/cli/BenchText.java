package io.cameo.cli;

import io.cameo.convert.Numbers;
import io.cameo.loader.rates.Latency;
import io.cameo.loader.rates.PeerReport;
import io.cameo.loader.rates.PeerRow;
import io.cameo.loader.rates.RateReport;
import io.cameo.loader.rates.RateRow;
import io.cameo.loader.rates.StepTimes;
import java.io.PrintStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What {@code cameo bench} measured, as tables that grow row by row. */
final class BenchText {
    private static final String COLUMNS = "%-9s %3s  %16s  %10s  %-26s  %s%n";
    private static final String STEP_COLUMNS = "%-9s %3s  %16s  %10s  %7s  %7s  %7s  %7s%n";
    private static final String PEER_COLUMNS = "%-9s %3s  %-8s  %14s  %14s  %-21s  %s%n";

    private final PrintStream out;
    private boolean headed;
    private boolean peerHeaded;

    BenchText(PrintStream out) {
        this.out = out;
    }

    private void head() {
        headed = true;
        out.printf(COLUMNS, "what", "thr", "rate", "bytes", "each (p50, p99, p99.9)", "of its bound");
    }

    /** The first one brings the head of the table, so that a file that cannot be measured has none. */
    void row(RateRow row) {
        if (!headed) {
            head();
        }
        String bound = row.bound().isEmpty()
                ? "-"
                : String.format(
                        Locale.ROOT,
                        "%.0f %% of %s, %s",
                        100 * row.ofBound(),
                        row.bound(),
                        rate(row.boundPerSecond(), row.unit()));
        out.printf(
                COLUMNS,
                row.what(),
                row.threads(),
                rate(row.perSecond(), row.unit()),
                Double.isNaN(row.bytesPerSecond()) ? "-" : Numbers.bytes((long) row.bytesPerSecond()) + "/s",
                each(row.latency()),
                bound);
        out.flush();
    }

    /** A comparison with MXNet; the first one brings the head of their table. */
    void row(PeerRow row) {
        if (!peerHeaded) {
            peerHeaded = true;
            out.printf("%nbeside MXNet's ImageRecordIter, in turns%n");
            out.printf(PEER_COLUMNS, "what", "thr", "MXNet's", "cameo", "MXNet", "times", "by processor time");
        }
        out.printf(
                PEER_COLUMNS,
                row.what(),
                row.threads(),
                row.setting(),
                rate(row.perSecond(), "img"),
                rate(row.peerPerSecond(), "img"),
                times(row.times()),
                times(row.cpuTimes()));
        out.flush();
    }

    void foot(RateReport report) {
        steps(report);
        out.printf(
                Locale.ROOT,
                "%n%s  %,d records, %s; memory %s/s on one thread; images: %s%n",
                report.rec(),
                report.records(),
                Numbers.bytes(report.sizeBytes()),
                Numbers.bytes((long) report.memoryBytesPerSecond()),
                report.decoder());
        PeerReport peer = report.peer();
        if (peer != null) {
            out.printf(
                    Locale.ROOT,
                    "mxnet %d, %,d images and %d rounds each%s%n",
                    peer.version(),
                    peer.images(),
                    peer.rounds(),
                    leftOut(peer));
        }
    }

    /** What part of the file MXNet could not be given; empty if none. */
    static String leftOut(PeerReport peer) {
        return peer.leftOut() == 0
                ? ""
                : ", without " + Numbers.count(peer.leftOut(), "record") + " that MXNet would not survive or not take";
    }

    private void steps(RateReport report) {
        if (report.steps().isEmpty()) {
            return;
        }
        out.printf("%nwhere the time goes%n");
        out.printf(STEP_COLUMNS, "what", "thr", "thread's time", "read", "decode", "augment", "pack", "wait");
        for (StepTimes step : report.steps()) {
            out.printf(
                    STEP_COLUMNS,
                    step.what(),
                    step.threads(),
                    time((long) step.nanosPerSample()) + "/img",
                    share(step.readShare()),
                    share(step.decodeShare()),
                    share(step.augmentShare()),
                    share(step.packShare()),
                    share(step.waitShare()));
        }
    }

    /** {@code 1.12 (1.10 to 1.15)}. */
    static String times(PeerRow.Ratio ratio) {
        return String.format(Locale.ROOT, "%.2f (%.2f to %.2f)", ratio.median(), ratio.least(), ratio.most());
    }

    static String share(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    static String rate(double perSecond, String unit) {
        return perSecond >= 1e6
                ? String.format(Locale.ROOT, "%.1f M %s/s", perSecond / 1e6, unit)
                : String.format(Locale.ROOT, "%,.0f %s/s", perSecond, unit);
    }

    static String each(@Nullable Latency latency) {
        return latency == null
                ? "-"
                : time(latency.p50Nanos()) + ", " + time(latency.p99Nanos()) + ", " + time(latency.p999Nanos());
    }

    static String time(long nanos) {
        return nanos < 1_000
                ? nanos + " ns"
                : nanos < 1_000_000
                        ? String.format(Locale.ROOT, "%.1f us", nanos / 1e3)
                        : String.format(Locale.ROOT, "%.1f ms", nanos / 1e6);
    }
}
