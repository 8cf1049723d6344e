package io.cameo.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cameo.convert.Numbers;
import io.cameo.convert.ffhquv.Figures;
import io.cameo.convert.ffhquv.IdSpread;
import io.cameo.convert.ffhquv.UvMetricsReport;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** What {@code cameo uv metrics} says. */
final class UvMetricsText {
    private static final int FAULTS_SHOWN = 10;
    private static final int NAME_COLUMNS = 18;

    private final Console console;

    UvMetricsText(Console console) {
        this.console = console;
    }

    void print(UvMetricsReport report, @Nullable Path table) {
        PrintStream out = console.out();
        out.printf(
                Locale.ROOT,
                "%-" + NAME_COLUMNS + "s %9s %9s %9s %9s %9s %9s%n",
                report.set().word(),
                "maps",
                "mean",
                "least",
                "median",
                "95 %",
                "most");
        for (UvMetricsReport.Column column : report.columns()) {
            report.numbers(column.name())
                    .filter(_ -> !column.name().equals("ffhq_index"))
                    .map(Figures::of)
                    .ifPresent(figures -> row(out, column.name(), figures));
        }
        for (UvMetricsReport.Column column : report.columns()) {
            if (column.name().startsWith("bs_")) {
                out.println(column.name() + " is " + column.about());
            }
        }
        IdSpread spread = report.spread();
        if (spread != null) {
            out.println("ID std " + number(spread.cosineStd()) + " of cosines to the mean, " + number(spread.totalStd())
                    + " in all, over " + Numbers.count(spread.rows(), "embedding"));
        }
        out.println((table == null ? "" : table + "  ")
                + Numbers.count(report.rows().size(), "map")
                + String.format(Locale.ROOT, " in %.1f s", report.wallNanos() / 1e9));
    }

    private static void row(PrintStream out, String name, Figures figures) {
        out.printf(
                Locale.ROOT,
                "%-" + NAME_COLUMNS + "s %,9d %9s %9s %9s %9s %9s%n",
                name,
                figures.count(),
                number(figures.mean()),
                number(figures.least()),
                number(figures.median()),
                number(figures.p95()),
                number(figures.most()));
    }

    /** Four digits and more; a dash for what is not known. */
    static String number(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, Math.abs(value) < 100 ? "%.3f" : "%,.1f", value);
    }

    void csv(UvMetricsReport report) {
        StringJoiner head = new StringJoiner(",");
        report.columns().forEach(column -> head.add(column.name()));
        console.out().println(head);
        for (UvMetricsReport.Row row : report.rows()) {
            StringJoiner line = new StringJoiner(",");
            row.values().forEach(value -> line.add(value == null ? "" : value.toString()));
            console.out().println(line);
        }
    }

    static void json(UvMetricsReport report, @Nullable Path table, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("set", report.set().word());
        out.writeStringField("output", table == null ? null : table.toString());
        out.writeNumberField("maps", report.rows().size());
        out.writeObjectFieldStart("columns");
        for (UvMetricsReport.Column column : report.columns()) {
            out.writeObjectFieldStart(column.name());
            out.writeStringField("about", column.about());
            double[] values = report.numbers(column.name()).orElse(null);
            if (values != null && !column.name().equals("ffhq_index")) {
                figures(Figures.of(values), out);
            }
            out.writeEndObject();
        }
        out.writeEndObject();
        IdSpread spread = report.spread();
        if (spread != null) {
            out.writeNumberField("id_cosine_std", spread.cosineStd());
            out.writeNumberField("id_total_std", spread.totalStd());
        }
        out.writeArrayFieldStart("faults");
        for (UvMetricsReport.Fault fault : report.faults()) {
            out.writeStartObject();
            out.writeStringField("id", fault.id());
            out.writeStringField("reason", fault.reason());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeBooleanField("cancelled", report.cancelled());
        out.writeNumberField("seconds", report.wallNanos() / 1e9);
        out.writeEndObject();
    }

    /** The fields of figures; null where there are none. */
    static void figures(Figures figures, JsonGenerator out) throws IOException {
        out.writeNumberField("count", figures.count());
        number("mean", figures.mean(), out);
        number("std", figures.deviation(), out);
        number("least", figures.least(), out);
        number("median", figures.median(), out);
        number("p95", figures.p95(), out);
        number("most", figures.most(), out);
    }

    static void number(String name, double value, JsonGenerator out) throws IOException {
        if (Double.isNaN(value)) {
            out.writeNullField(name);
        } else {
            out.writeNumberField(name, value);
        }
    }

    /** What is wrong, if anything is. */
    void complain(UvMetricsReport report, @Nullable Path table) {
        if (report.cancelled()) {
            console.err().println("cameo: stopped" + (table == null ? "" : "; no " + table + " was made"));
            return;
        }
        if (!report.faults().isEmpty()) {
            console.err().println("cameo: " + Numbers.count(report.faults().size(), "map") + " not measured:");
            report.faults().stream()
                    .limit(FAULTS_SHOWN)
                    .forEach(fault ->
                            console.err().println("  " + Console.printable(fault.id() + ": " + fault.reason())));
            if (report.faults().size() > FAULTS_SHOWN) {
                console.err()
                        .printf(Locale.ROOT, "  and %,d more%n", report.faults().size() - FAULTS_SHOWN);
            }
        }
    }
}
