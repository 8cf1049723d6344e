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
    private PackText() {}

    static void print(PrintStream out, PackReport report) {
        if (report.resumedAt() > 0) {
            out.printf(Locale.ROOT, "resumed after the first %,d lines of the list%n", report.resumedAt());
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
        if (report.complete()) {
            out.println(report.rec() + "  " + RecordIndex.besides(report.rec()) + "  " + CixFile.besides(report.rec()));
        }
    }

    static void complain(PrintStream err, PackReport report) {
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
                        "cameo: every line was rejected, so " + rec + " was not made. Is ROOT the right folder?";
                });
    }

    static void writeJson(JsonGenerator out, List<PackReport> reports) throws IOException {
        out.writeStartArray();
        for (PackReport report : reports) {
            Path rejects = report.rejects();
            out.writeStartObject();
            out.writeStringField("rec", report.rec().toString());
            out.writeStringField("idx", RecordIndex.besides(report.rec()).toString());
            out.writeStringField("cix", CixFile.besides(report.rec()).toString());
            out.writeStringField("rejects", rejects == null ? null : rejects.toString());
            out.writeStringField("end", report.end().name().toLowerCase(Locale.ROOT));
            out.writeNumberField("listed", report.listed());
            out.writeNumberField("packed", report.packed());
            out.writeNumberField("rejected", report.rejected());
            out.writeNumberField("resumed_at", report.resumedAt());
            out.writeNumberField("size_bytes", report.sizeBytes());
            out.writeNumberField("seconds", report.wallNanos() / 1e9);
            out.writeEndObject();
        }
        out.writeEndArray();
    }
}
