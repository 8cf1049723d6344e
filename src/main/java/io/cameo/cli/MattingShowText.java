package io.cameo.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cameo.convert.Numbers;
import io.cameo.convert.Severity;
import io.cameo.convert.matting.MattingFinding;
import io.cameo.convert.matting.MattingSheetReport;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** What {@code cameo matting show} says when it is done. */
final class MattingShowText {
    private static final int FAULTS_SHOWN = 10;

    private final Console console;

    MattingShowText(Console console) {
        this.console = console;
    }

    /** One line about what was made. */
    void print(MattingSheetReport report) {
        if (report.cancelled()) {
            return;
        }
        console.out()
                .printf(
                        Locale.ROOT,
                        "%s  %,d of %s  %s in %.1f s%n",
                        report.output(),
                        report.shown(),
                        Numbers.count(report.all(), report.noun()),
                        Numbers.bytes(report.outputBytes()),
                        report.wallNanos() / 1e9);
    }

    /** What is wrong, if anything is; what is only good to know is not. */
    void complain(MattingSheetReport report) {
        if (report.cancelled()) {
            console.err().println("cameo: stopped; no " + report.output() + " was made");
            return;
        }
        List<MattingSheetReport.Fault> faults = report.faults().stream()
                .filter(fault -> fault.finding().fault().severity() != Severity.NOTE)
                .toList();
        if (!faults.isEmpty()) {
            console.err().println("cameo: " + Numbers.count(faults.size(), "fault") + " of what is shown:");
            faults.stream()
                    .limit(FAULTS_SHOWN)
                    .forEach(fault -> console.err().println("  " + Console.printable(line(fault.finding()))));
            if (faults.size() > FAULTS_SHOWN) {
                console.err().printf(Locale.ROOT, "  and %,d more%n", faults.size() - FAULTS_SHOWN);
            }
        }
        if (!report.missing().isEmpty()) {
            console.err()
                    .println("cameo: not there: sample="
                            + Console.printable(String.join(", sample=", report.missing())));
        }
    }

    private static String line(MattingFinding finding) {
        return finding.path() + ": " + finding.fault().words()
                + (finding.detail().isEmpty() ? "" : " (" + finding.detail() + ")");
    }

    static void json(MattingSheetReport report, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("output", report.output().toString());
        out.writeNumberField("output_bytes", report.outputBytes());
        out.writeStringField("of", report.noun());
        out.writeNumberField("all", report.all());
        out.writeNumberField("shown", report.shown());
        out.writeArrayFieldStart("missing");
        for (String name : report.missing()) {
            out.writeString(name);
        }
        out.writeEndArray();
        out.writeArrayFieldStart("faults");
        for (MattingSheetReport.Fault fault : report.faults()) {
            MattingFinding finding = fault.finding();
            out.writeStartObject();
            out.writeStringField("name", fault.name());
            out.writeStringField("code", finding.fault().name().toLowerCase(Locale.ROOT));
            out.writeStringField("severity", finding.fault().severity().name().toLowerCase(Locale.ROOT));
            out.writeStringField("path", finding.path());
            out.writeStringField("detail", finding.detail());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeBooleanField("cancelled", report.cancelled());
        out.writeNumberField("seconds", report.wallNanos() / 1e9);
        out.writeEndObject();
    }
}
