package io.cameo.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cameo.convert.Numbers;
import io.cameo.convert.PackReport;
import io.cameo.record.CixFile;
import io.cameo.record.RecordIndex;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What {@code cameo pack} says of its runs, as text and as JSON. */
final class PackText {
    private static final Words LINES = new Words("lines of the list", "line", "Is ROOT the right folder?");

    /**
     * What a run is about.
     *
     * @param items what it was given, as {@code lines of the list}
     * @param item one of them
     * @param question what to ask where none was good
     */
    record Words(String items, String item, String question) {}

    private PackText() {}

    static void print(PrintStream out, PackReport report) {
        print(out, report, LINES);
        if (report.complete()) {
            out.println(OutputFile.listed(report.rec()));
        }
    }

    static void print(PrintStream out, PackReport report, Words words) {
        if (report.resumedAt() > 0) {
            out.printf(Locale.ROOT, "resumed after the first %,d %s%n", report.resumedAt(), words.items);
        }
        out.printf(
                Locale.ROOT,
                "%,d listed, %,d packed, %,d rejected%s, %s in %.1f s%n",
                report.listed(),
                report.packed(),
                report.rejected(),
                report.rejects() == null ? "" : " (" + report.rejects() + ")",
                Numbers.bytes(report.sizeBytes()),
                report.wallNanos() / 1e9);
    }

    static void complain(PrintStream err, PackReport report) {
        complain(err, report, LINES);
    }

    static void complain(PrintStream err, PackReport report, Words words) {
        String rec = report.rec().toString();
        err.println(
                switch (report.end()) {
                    case COMPLETE -> throw new IllegalArgumentException("nothing to complain of: rec=" + rec);
                    case CANCELLED ->
                        "cameo: stopped; " + rec + " was not made. The same command with --resume goes on.";
                    case ERROR_LIMIT ->
                        "cameo: stopped: more bad images than --error-limit allows; " + rec
                                + " was not made. The same command with --resume goes on under a higher limit.";
                    case NOTHING_PACKED ->
                        "cameo: every " + words.item + " was rejected, so " + rec + " was not made; " + report.rejects()
                                + " says why. " + words.question;
                });
    }

    static void writeJson(JsonGenerator out, List<PackReport> reports) throws IOException {
        out.writeStartArray();
        for (PackReport report : reports) {
            writeJson(out, report, true);
        }
        out.writeEndArray();
    }

    /**
     * One run as an object.
     *
     * @param records whether it wrote records, which have index files beside them
     */
    static void writeJson(JsonGenerator out, PackReport report, boolean records) throws IOException {
        out.writeStartObject();
        writeFields(out, report, records);
        out.writeEndObject();
    }

    /** The fields of that object. */
    static void writeFields(JsonGenerator out, PackReport report, boolean records) throws IOException {
        Path rejects = report.rejects();
        if (records) {
            out.writeStringField("rec", report.rec().toString());
            out.writeStringField("idx", RecordIndex.besides(report.rec()).toString());
            out.writeStringField("cix", CixFile.besides(report.rec()).toString());
        } else {
            out.writeStringField("h5", report.rec().toString());
        }
        out.writeStringField("rejects", rejects == null ? null : rejects.toString());
        out.writeStringField("end", report.end().name().toLowerCase(Locale.ROOT));
        out.writeNumberField("listed", report.listed());
        out.writeNumberField("packed", report.packed());
        out.writeNumberField("rejected", report.rejected());
        out.writeNumberField("resumed_at", report.resumedAt());
        out.writeNumberField("size_bytes", report.sizeBytes());
        out.writeNumberField("seconds", report.wallNanos() / 1e9);
    }
}
