package io.cameo.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cameo.convert.Fault;
import io.cameo.convert.Found;
import io.cameo.convert.Numbers;
import io.cameo.convert.Severity;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What checks say of the faults that they found: errors, then warnings, then notes. */
final class FaultText {
    private static final String INDENT = " ".repeat(13);

    private FaultText() {}

    /** Writes one finding as fields of an object. */
    @FunctionalInterface
    interface FindingJson<T> {
        void write(T finding, JsonGenerator out) throws IOException;
    }

    /**
     * Lists them for people.
     *
     * @param lead before what comes of a fault
     * @param isWhole whether the examples are all that were found
     */
    static <F extends Fault, T> void list(
            Map<F, Found<T>> found,
            String lead,
            Function<T, String> example,
            Predicate<Found<T>> isWhole,
            PrintStream out) {
        for (Severity severity : Severity.values()) {
            String heading = word(severity) + "s";
            for (Map.Entry<F, Found<T>> entry : found.entrySet()) {
                if (entry.getKey().severity() == severity) {
                    if (!heading.isEmpty()) {
                        out.println(heading);
                        heading = "";
                    }
                    print(entry.getKey(), entry.getValue(), lead, example, isWhole, out);
                }
            }
        }
    }

    private static <T> void print(
            Fault fault,
            Found<T> found,
            String lead,
            Function<T, String> example,
            Predicate<Found<T>> isWhole,
            PrintStream out) {
        out.printf(Locale.ROOT, "  %,9d  %s%n", found.count(), fault.words());
        out.println(INDENT + lead + ": " + fault.effect());
        found.examples().forEach(finding -> out.println(INDENT + Console.printable(example.apply(finding))));
        if (!found.examples().isEmpty() && !isWhole.test(found)) {
            out.println(INDENT + "...");
        }
    }

    /** {@code no errors, 2 warnings, 1 note}. */
    static String counts(Map<? extends Fault, ? extends Found<?>> found) {
        return Arrays.stream(Severity.values())
                .map(severity -> {
                    long count = Found.count(found, severity);
                    return count == 0 ? "no " + word(severity) + "s" : Numbers.count(count, word(severity));
                })
                .collect(Collectors.joining(", "));
    }

    /** {@code 2 (31,204), 3 (18,011)}: each value with how often it occurs. */
    static String listed(Map<?, Long> counts, int most) {
        StringJoiner text = new StringJoiner(", ");
        counts.entrySet().stream()
                .limit(most)
                .forEach(entry -> text.add(entry.getKey() + " (" + Numbers.grouped(entry.getValue()) + ")"));
        if (counts.size() > most) {
            text.add("and " + (counts.size() - most) + " more");
        }
        return counts.isEmpty() ? "none" : text.toString();
    }

    /** The fields {@code errors}, {@code warnings}, {@code notes} and {@code found}. */
    static <F extends Fault, T> void json(Map<F, Found<T>> found, FindingJson<T> finding, JsonGenerator out)
            throws IOException {
        for (Severity severity : Severity.values()) {
            out.writeNumberField(word(severity) + "s", Found.count(found, severity));
        }
        out.writeArrayFieldStart("found");
        for (Map.Entry<F, Found<T>> entry : found.entrySet()) {
            F fault = entry.getKey();
            out.writeStartObject();
            out.writeStringField("code", fault.name().toLowerCase(Locale.ROOT));
            out.writeStringField("severity", word(fault.severity()));
            out.writeStringField("words", fault.words());
            out.writeStringField("effect", fault.effect());
            out.writeNumberField("count", entry.getValue().count());
            out.writeArrayFieldStart("examples");
            for (T example : entry.getValue().examples()) {
                out.writeStartObject();
                finding.write(example, out);
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static String word(Severity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }
}
