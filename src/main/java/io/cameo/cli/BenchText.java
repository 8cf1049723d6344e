package io.cameo.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cameo.convert.Numbers;
import io.cameo.loader.rates.Latency;
import io.cameo.loader.rates.RateReport;
import io.cameo.loader.rates.RateRow;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What {@code cameo bench} measured, as a table that grows row by row, and as JSON. */
final class BenchText {
    private static final String COLUMNS = "%-9s %3s  %16s  %10s  %-26s  %s%n";

    private final PrintStream out;
    private boolean headed;

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

    void foot(RateReport report) {
        out.printf(
                Locale.ROOT,
                "%n%s  %,d records, %s; memory %s/s on one thread; images: %s%n",
                report.rec(),
                report.records(),
                Numbers.bytes(report.sizeBytes()),
                Numbers.bytes((long) report.memoryBytesPerSecond()),
                report.decoder());
    }

    static void writeJson(JsonGenerator out, RateReport report) throws IOException {
        out.writeStartObject();
        out.writeStringField("rec", report.rec().toString());
        out.writeNumberField("records", report.records());
        out.writeNumberField("size_bytes", report.sizeBytes());
        out.writeStringField("decoder", report.decoder());
        out.writeNumberField("memory_bytes_per_second", report.memoryBytesPerSecond());
        out.writeArrayFieldStart("rows");
        for (RateRow row : report.rows()) {
            out.writeStartObject();
            out.writeStringField("what", row.what());
            out.writeNumberField("threads", row.threads());
            out.writeStringField("unit", row.unit());
            out.writeNumberField("per_second", row.perSecond());
            number(out, "bytes_per_second", row.bytesPerSecond());
            out.writeStringField("bound", row.bound());
            number(out, "bound_per_second", row.boundPerSecond());
            number(out, "of_bound", row.ofBound());
            Latency latency = row.latency();
            if (latency != null) {
                out.writeNumberField("p50_nanos", latency.p50Nanos());
                out.writeNumberField("p99_nanos", latency.p99Nanos());
                out.writeNumberField("p999_nanos", latency.p999Nanos());
            }
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeBooleanField("cancelled", report.cancelled());
        out.writeEndObject();
    }

    private static void number(JsonGenerator out, String name, double value) throws IOException {
        if (!Double.isNaN(value)) {
            out.writeNumberField(name, value);
        }
    }

    private static String rate(double perSecond, String unit) {
        return perSecond >= 1e6
                ? String.format(Locale.ROOT, "%.1f M %s/s", perSecond / 1e6, unit)
                : String.format(Locale.ROOT, "%,.0f %s/s", perSecond, unit);
    }

    private static String each(@Nullable Latency latency) {
        return latency == null
                ? "-"
                : time(latency.p50Nanos()) + ", " + time(latency.p99Nanos()) + ", " + time(latency.p999Nanos());
    }

    private static String time(long nanos) {
        return nanos < 1_000
                ? nanos + " ns"
                : nanos < 1_000_000
                        ? String.format(Locale.ROOT, "%.1f us", nanos / 1e3)
                        : String.format(Locale.ROOT, "%.1f ms", nanos / 1e6);
    }
}
