package io.cameo.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cameo.convert.Numbers;
import io.cameo.convert.ffhquv.UvInterpolateReport;
import io.cameo.convert.ffhquv.UvProblem;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What {@code cameo uv interpolate} says of what it made. */
final class UvInterpolateText {
    private static final int SHOWN = 10;
    private static final int MOST_CLASSES = 40;
    private static final String ROW = " %9s %15s %9s %9s%n";

    private UvInterpolateText() {}

    static void print(UvInterpolateReport report, PrintStream out) {
        out.printf(
                Locale.ROOT,
                "%s out of %s of %s, in %.1f s%n",
                Numbers.count(report.made(), "new sample"),
                Numbers.grouped(report.samples()),
                report.set().word(),
                report.wallNanos() / 1e9);
        if (report.kept() > 0) {
            out.println("  " + Numbers.grouped(report.kept()) + " of them stood there already");
        }
        if (report.joined() > 0) {
            out.println("  " + Numbers.grouped(report.joined()) + " have metrics");
        }
        printClasses(report, out);
        for (Map.Entry<String, Long> reason : report.leftOut().entrySet()) {
            out.println(
                    "  left out: " + Numbers.grouped(reason.getValue()) + ", " + Console.printable(reason.getKey()));
        }
        if (report.planned() < report.asked()) {
            out.println("  " + Numbers.grouped(report.asked()) + " were asked for: there are no more pairs");
        }
        out.println(report.out());
    }

    private static void printClasses(UvInterpolateReport report, PrintStream out) {
        int width = report.classes().stream()
                .limit(MOST_CLASSES)
                .mapToInt(row -> row.name().length())
                .max()
                .orElse(0);
        String form = "  %-" + Math.max(width, "class".length()) + "s" + ROW;
        out.printf(Locale.ROOT, form, "class", "members", "pairs", "samples", "used");
        report.classes().stream()
                .limit(MOST_CLASSES)
                .forEach(row -> out.printf(
                        Locale.ROOT,
                        form,
                        Console.printable(row.name()),
                        Numbers.grouped(row.members()),
                        Numbers.grouped(row.pairs()),
                        Numbers.grouped(row.samples()),
                        Numbers.grouped(row.used())));
        if (report.classes().size() > MOST_CLASSES) {
            out.println("  and " + Numbers.grouped(report.classes().size() - (long) MOST_CLASSES)
                    + " more; --json has all");
        }
    }

    /** Names what could not be made. */
    static void complain(List<UvProblem> problems, PrintStream err) {
        if (problems.isEmpty()) {
            return;
        }
        err.println("cameo: " + Numbers.count(problems.size(), "sample") + " left out:");
        problems.stream()
                .limit(SHOWN)
                .forEach(problem -> err.println("  " + Console.printable(problem.id() + ": " + problem.reason())));
        if (problems.size() > SHOWN) {
            err.println("  ...");
        }
    }

    static void json(UvInterpolateReport report, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("out", report.out().toString());
        json.writeStringField("set", report.set().word());
        json.writeBooleanField("cancelled", report.cancelled());
        json.writeNumberField("source_samples", report.samples());
        json.writeNumberField("joined", report.joined());
        json.writeNumberField("asked", report.asked());
        json.writeNumberField("planned", report.planned());
        json.writeNumberField("made", report.made());
        json.writeNumberField("kept", report.kept());
        json.writeArrayFieldStart("classes");
        for (UvInterpolateReport.ClassRow row : report.classes()) {
            json.writeStartObject();
            json.writeStringField("name", row.name());
            json.writeNumberField("members", row.members());
            json.writeNumberField("pairs", row.pairs());
            json.writeNumberField("samples", row.samples());
            json.writeNumberField("used", row.used());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeObjectFieldStart("left_out");
        for (Map.Entry<String, Long> reason : report.leftOut().entrySet()) {
            json.writeNumberField(reason.getKey(), reason.getValue());
        }
        json.writeEndObject();
        problems(report.problems(), json);
        json.writeNumberField("seconds", report.wallNanos() / 1e9);
        json.writeEndObject();
    }

    static void problems(List<UvProblem> problems, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("problems");
        for (UvProblem problem : problems) {
            json.writeStartObject();
            json.writeStringField("id", problem.id());
            json.writeStringField("reason", problem.reason());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
