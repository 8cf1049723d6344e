package io.cameo.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cameo.convert.Numbers;
import io.cameo.convert.PackReport;
import io.cameo.convert.insightface.FaceOrigins;
import io.cameo.convert.insightface.FacePackReport;
import io.cameo.dataset.insightface.FaceRecordWriter;
import io.cameo.dataset.insightface.FaceWriteReport;
import io.cameo.dataset.insightface.Property;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the commands that make crops say of their runs, as text and as JSON. */
final class FaceText {
    private FaceText() {}

    /** Shows a report and returns the exit code for it. */
    static int show(Console console, FacePackReport report, LeftOutLines leftOut, TalkOptions talk) throws IOException {
        if (talk.json()) {
            JsonPrinter.print(console.out(), out -> writeJson(out, report, leftOut));
        } else if (!talk.quiet()) {
            print(console.out(), report);
        }
        if (!talk.json()) {
            leftOut.print(console.err());
            warn(console.err(), report);
        }
        PackReport run = report.run();
        if (!run.complete()) {
            complain(console.err(), run);
        }
        boolean fine = run.complete() && run.rejected() == 0 && leftOut.images() == 0;
        return fine ? ExitCode.FINE : run.end() == PackReport.End.CANCELLED ? ExitCode.INTERRUPTED : ExitCode.BAD_DATA;
    }

    private static void print(PrintStream out, FacePackReport report) {
        PackReport run = report.run();
        if (run.resumedAt() > 0) {
            out.printf(Locale.ROOT, "resumed after the first %,d images%n", run.resumedAt());
        }
        out.printf(
                Locale.ROOT,
                "%,d listed, %,d made, %,d rejected%s, %s in %.1f s%n",
                run.listed(),
                run.packed(),
                run.rejected(),
                run.rejects() == null ? "" : " (" + run.rejects() + ")",
                Numbers.bytes(run.sizeBytes()),
                run.wallNanos() / 1e9);
        String origins = describe(report.origins());
        if (!origins.isEmpty()) {
            out.println(origins);
        }
        DeviceText.print(out, report.device());
        FaceWriteReport written = report.written();
        if (written != null) {
            out.println(Numbers.count(written.images(), "image") + " of " + Numbers.grouped(written.identities())
                    + " people");
            out.println(OutputFile.listed(run.rec()) + "  " + FaceRecordWriter.idsOf(run.rec()) + "  "
                    + Property.besides(run.rec()) + (report.list() == null ? "" : "  " + report.list()));
        } else if (run.complete()) {
            out.println(run.rec() + "  " + report.list());
        }
    }

    private static String describe(FaceOrigins origins) {
        List<String> parts = new ArrayList<>();
        add(parts, origins.passedThrough(), "stored as they are");
        add(parts, origins.listed(), "aligned by the list's landmarks");
        add(parts, origins.detected(), "aligned by detected landmarks");
        add(parts, origins.approximate(), "aligned by the eyes alone (approximate)");
        add(parts, origins.centreCrops(), "cut out without landmarks (not aligned)");
        return String.join(", ", parts);
    }

    private static void add(List<String> parts, long count, String what) {
        if (count > 0) {
            parts.add(Numbers.grouped(count) + " " + what);
        }
    }

    /** What a reader that trusts the records alone gets wrong. */
    private static void warn(PrintStream err, FacePackReport report) {
        FaceWriteReport written = report.written();
        if (written == null) {
            return;
        }
        if (written.splitIdentities() > 0) {
            err.printf(
                    Locale.ROOT,
                    "cameo: labels that stand in several places of the list: %,d. Trainers that go by identity"
                            + " records see each of them as several people; sort the list by label%n",
                    written.splitIdentities());
        }
        if (written.roundedLabels() > 0 || written.roundedRanges() > 0) {
            err.printf(
                    Locale.ROOT,
                    "cameo: numbers beyond 16,777,216 are rounded in the records (float32): %,d labels, %,d ranges;"
                            + " the .ids has them exactly%n",
                    written.roundedLabels(),
                    written.roundedRanges());
        }
    }

    private static void complain(PrintStream err, PackReport run) {
        err.println(
                switch (run.end()) {
                    case COMPLETE -> throw new IllegalArgumentException("nothing to complain of: " + run.rec());
                    case CANCELLED ->
                        "cameo: stopped; " + run.rec() + " is not finished. The same command with --resume goes on.";
                    case ERROR_LIMIT ->
                        "cameo: stopped: more bad images than --error-limit allows. The same command with --resume"
                                + " goes on under a higher limit.";
                    case NOTHING_PACKED ->
                        run.listed() == 0
                                ? "cameo: no images found, so nothing was made"
                                : "cameo: every image was rejected, so nothing was made. " + run.rejects()
                                        + " says why";
                });
    }

    private static void writeJson(JsonGenerator out, FacePackReport report, LeftOutLines leftOut) throws IOException {
        PackReport run = report.run();
        out.writeStartObject();
        out.writeStringField("output", run.rec().toString());
        out.writeStringField("list", report.list() == null ? null : String.valueOf(report.list()));
        out.writeStringField("rejects", run.rejects() == null ? null : String.valueOf(run.rejects()));
        out.writeStringField("end", run.end().name().toLowerCase(Locale.ROOT));
        out.writeNumberField("listed", run.listed());
        out.writeNumberField("made", run.packed());
        out.writeNumberField("rejected", run.rejected());
        out.writeNumberField("left_out", leftOut.images());
        out.writeNumberField("resumed_at", run.resumedAt());
        out.writeNumberField("size_bytes", run.sizeBytes());
        out.writeNumberField("seconds", run.wallNanos() / 1e9);
        FaceOrigins origins = report.origins();
        out.writeObjectFieldStart("origins");
        out.writeNumberField("passed_through", origins.passedThrough());
        out.writeNumberField("listed", origins.listed());
        out.writeNumberField("detected", origins.detected());
        out.writeNumberField("approximate", origins.approximate());
        out.writeNumberField("centre_crops", origins.centreCrops());
        out.writeEndObject();
        DeviceText.writeJson(out, report.device());
        FaceWriteReport written = report.written();
        if (written != null) {
            out.writeNumberField("identities", written.identities());
            out.writeNumberField("identity_records", written.identityRecords());
            out.writeNumberField("split_identities", written.splitIdentities());
            out.writeNumberField("rounded_labels", written.roundedLabels());
            out.writeNumberField("rounded_ranges", written.roundedRanges());
            out.writeNumberField("classes", written.classes());
        }
        out.writeEndObject();
    }
}
