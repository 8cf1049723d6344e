package io.cameo.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cameo.convert.Numbers;
import io.cameo.convert.matting.SynthProblem;
import io.cameo.convert.matting.SynthReport;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** What {@code cameo matting synth image} says of what it made. */
final class SynthText {
    private static final int SHOWN = 10;
    private static final double PERCENT = 100;

    private SynthText() {}

    static void print(SynthReport report, PrintStream out) {
        out.printf(
                Locale.ROOT,
                "%s from %s and %s, in %.1f s%n",
                Numbers.count(report.pictures(), "picture"),
                Numbers.grouped(report.foregrounds()) + (report.foregrounds() == 1 ? " person" : " people"),
                Numbers.count(report.backgrounds(), "background"),
                report.wallNanos() / 1e9);
        if (report.kept() > 0) {
            out.println("  " + Numbers.grouped(report.kept()) + " of them stood there already");
        }
        if (report.pictures() > 0) {
            out.println("  instances  " + counts(report.instances()));
            out.println("  tries      " + counts(report.tries()));
        }
        if (!report.dropped().isEmpty()) {
            out.println("  dropped    "
                    + report.dropped().entrySet().stream()
                            .map(entry -> Numbers.grouped(entry.getValue()) + " "
                                    + entry.getKey().replace('_', ' '))
                            .collect(Collectors.joining(", ")));
        }
        if (report.pictures() > 0) {
            out.printf(
                    Locale.ROOT,
                    "  hidden     %.1f %% of an instance on average, %.1f %% at most%n",
                    PERCENT * report.hidden(),
                    PERCENT * report.mostHidden());
            out.printf(Locale.ROOT, "  covered    %.1f %% of a picture on average%n", PERCENT * report.covered());
        }
        if (!report.nothing().isEmpty()) {
            out.println(
                    "  nothing    " + Numbers.count(report.nothing().size(), "number") + ": " + some(report.nothing()));
        }
        out.println(made(report.out()));
    }

    /** The files that were made, where there are few. */
    static String made(Path out) {
        return SynthOptions.isRecords(out) ? OutputFile.listed(out) : out.toString();
    }

    static String some(List<Integer> numbers) {
        return numbers.stream().limit(SHOWN).map(String::valueOf).collect(Collectors.joining(", "))
                + (numbers.size() > SHOWN ? ", ..." : "");
    }

    /** {@code 2: 40, 3: 31}. */
    static String counts(SortedMap<Integer, Long> counts) {
        return counts.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + Numbers.grouped(entry.getValue()))
                .collect(Collectors.joining("   "));
    }

    /** Names what could not be used. */
    static void complain(List<SynthProblem> problems, PrintStream err) {
        if (problems.isEmpty()) {
            return;
        }
        err.println("cameo: " + Numbers.count(problems.size(), "source") + " could not be used:");
        problems.stream()
                .limit(SHOWN)
                .forEach(problem -> err.println("  " + Console.printable(problem.name() + ": " + problem.reason())));
        if (problems.size() > SHOWN) {
            err.println("  ...");
        }
    }

    static void json(SynthReport report, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("out", report.out().toString());
        json.writeBooleanField("cancelled", report.cancelled());
        json.writeNumberField("pictures", report.pictures());
        json.writeNumberField("kept", report.kept());
        json.writeNumberField("foregrounds", report.foregrounds());
        json.writeNumberField("backgrounds", report.backgrounds());
        counts("instances", report.instances(), json);
        counts("tries", report.tries(), json);
        counts("dropped", report.dropped(), json);
        json.writeNumberField("hidden", report.hidden());
        json.writeNumberField("most_hidden", report.mostHidden());
        json.writeNumberField("covered", report.covered());
        json.writeArrayFieldStart("nothing");
        for (int number : report.nothing()) {
            json.writeNumber(number);
        }
        json.writeEndArray();
        problems(report.problems(), json);
        json.writeNumberField("seconds", report.wallNanos() / 1e9);
        json.writeEndObject();
    }

    static void problems(List<SynthProblem> problems, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("problems");
        for (SynthProblem problem : problems) {
            json.writeStartObject();
            json.writeStringField("name", problem.name());
            json.writeStringField("reason", problem.reason());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    static void counts(String name, Map<?, Long> counts, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart(name);
        for (Map.Entry<?, Long> entry : counts.entrySet()) {
            json.writeNumberField(entry.getKey().toString(), entry.getValue());
        }
        json.writeEndObject();
    }
}
