package io.cameo.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cameo.convert.ShowReport;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** What {@code cameo show} says when it is done. */
final class ShowText {
    private static final int FAULTS_SHOWN = 10;

    private final Console console;

    ShowText(Console console) {
        this.console = console;
    }

    /** One line about what was made. */
    void print(ShowReport report) {
        if (report.cancelled()) {
            return;
        }
        console.out()
                .printf(
                        Locale.ROOT,
                        "%s  %,d of %,d records%s  %.1f MB in %.1f s%n",
                        report.output(),
                        report.shown(),
                        report.records(),
                        report.empty() > 0 ? String.format(Locale.ROOT, ", %,d without a picture", report.empty()) : "",
                        report.outputBytes() / 1e6,
                        report.wallNanos() / 1e9);
    }

    /** What is wrong, if anything is. */
    void complain(ShowReport report) {
        if (report.cancelled()) {
            console.err().println("cameo: stopped; no " + report.output() + " was made");
            return;
        }
        if (report.faulty() > 0) {
            say("%,d %s cannot be shown:", report.faulty(), report.faulty() == 1 ? "record" : "records");
            report.faults().stream()
                    .limit(FAULTS_SHOWN)
                    .forEach(fault -> console.err()
                            .println("  key=" + Console.printable(fault.key()) + ", offset=" + fault.offsetBytes()
                                    + ": " + Console.printable(fault.reason())));
            if (report.faulty() > FAULTS_SHOWN) {
                console.err().printf(Locale.ROOT, "  and %,d more%n", report.faulty() - FAULTS_SHOWN);
            }
        }
        if (report.unreadable() > 0) {
            say("%,d records are damaged, so nobody knows whether they have the label", report.unreadable());
        }
        if (!report.missingKeys().isEmpty()) {
            say("no record has this key: key=%s", Console.printable(String.join(", key=", report.missingKeys())));
        }
    }

    static void writeJson(JsonGenerator out, List<ShowReport> reports) throws IOException {
        out.writeStartArray();
        for (ShowReport report : reports) {
            out.writeStartObject();
            out.writeStringField("output", report.output().toString());
            out.writeNumberField("output_bytes", report.outputBytes());
            out.writeNumberField("records", report.records());
            out.writeNumberField("matching", report.matching());
            out.writeNumberField("shown", report.shown());
            out.writeNumberField("empty", report.empty());
            out.writeNumberField("unreadable", report.unreadable());
            out.writeBooleanField("cancelled", report.cancelled());
            out.writeNumberField("seconds", report.wallNanos() / 1e9);
            out.writeArrayFieldStart("missing_keys");
            for (String key : report.missingKeys()) {
                out.writeString(key);
            }
            out.writeEndArray();
            out.writeNumberField("faulty", report.faulty());
            out.writeArrayFieldStart("faults");
            for (ShowReport.Fault fault : report.faults()) {
                out.writeStartObject();
                out.writeNumberField("position", fault.position());
                out.writeStringField("key", fault.key());
                out.writeNumberField("offset", fault.offsetBytes());
                out.writeStringField("reason", fault.reason());
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private void say(String format, Object... values) {
        console.err().println("cameo: " + String.format(Locale.ROOT, format, values));
    }
}
