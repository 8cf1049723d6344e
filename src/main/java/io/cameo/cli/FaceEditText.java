package io.cameo.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cameo.convert.Numbers;
import io.cameo.convert.insightface.FaceCopyReport;
import io.cameo.dataset.insightface.FaceWriteReport;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the commands that make face data sets of face data sets say of their runs, as text and as JSON. */
final class FaceEditText {
    private static final int MOST_SHOWN = 20;

    private FaceEditText() {}

    /**
     * Shows a report.
     *
     * @param absent what was asked for by name and is not there
     */
    static void show(Console console, RecordRun run, FaceCopyReport report, List<String> absent) throws IOException {
        if (run.json()) {
            JsonPrinter.print(console.out(), out -> writeJson(out, report, absent));
            return;
        }
        if (run.talks()) {
            print(console.out(), report);
        }
        warn(console.err(), report, absent);
    }

    /** {@code 1 identity}, {@code 3 identities}. */
    static String identities(long count) {
        return Numbers.grouped(count) + (count == 1 ? " identity" : " identities");
    }

    /** {@code 7} rather than {@code 7.0}, however large. */
    static String label(double label) {
        return label == Math.rint(label) && Math.abs(label) <= 1L << 53
                ? Long.toString((long) label)
                : Double.toString(label);
    }

    private static void print(PrintStream out, FaceCopyReport report) {
        for (FaceCopyReport.Dropped one : shown(report.dropped())) {
            out.printf(
                    Locale.ROOT,
                    "%s: label %s, %s, is %s %s (cosine %.3f)%n",
                    report.inputs().get(one.input()).rec(),
                    label(one.label()),
                    Numbers.count(one.images(), "image"),
                    one.otherInput() < 0
                            ? "in the set to be excluded, row"
                            : "in " + report.inputs().get(one.otherInput()).rec() + ", label",
                    label(one.otherLabel()),
                    one.cosine());
        }
        more(out, report.dropped().size());
        for (FaceCopyReport.Input input : report.inputs()) {
            boolean all = input.keptImages() == input.images();
            out.println(
                    input.rec() + "  layout " + input.layout() + "  " + Numbers.count(input.images(), "image") + ", "
                            + identities(input.identities())
                            + (all
                                    ? ""
                                    : "; " + Numbers.grouped(input.keptImages()) + " of "
                                            + identities(input.keptIdentities()) + " kept"));
        }
        if (report.dryRun()) {
            for (FaceCopyReport.Output output : report.outputs()) {
                out.println("would make " + output.rec() + "  layout " + output.layout() + "  "
                        + Numbers.count(output.images(), "image") + ", " + identities(output.identities()));
            }
            return;
        }
        for (FaceCopyReport.Output output : shown(report.outputs())) {
            out.println(output.rec() + "  layout " + output.layout() + "  " + Numbers.count(output.images(), "image")
                    + ", " + identities(output.identities()) + ", " + Numbers.bytes(bytes(output))
                    + (output.labels() == null ? "" : "  (old and new labels: " + output.labels() + ")"));
        }
        more(out, report.outputs().size());
        out.printf(Locale.ROOT, "done in %.1f s%n", report.wallNanos() / 1e9);
    }

    private static <T> List<T> shown(List<T> all) {
        return all.subList(0, Math.min(MOST_SHOWN, all.size()));
    }

    private static void more(PrintStream out, int count) {
        if (count > MOST_SHOWN) {
            out.println("... and " + Numbers.grouped(count - MOST_SHOWN) + " more");
        }
    }

    private static long bytes(FaceCopyReport.Output output) {
        FaceWriteReport written = output.written();
        return written == null ? 0 : written.recBytes();
    }

    /** What a reader that trusts the new records alone gets wrong, and what the user may not expect. */
    private static void warn(PrintStream err, FaceCopyReport report, List<String> absent) {
        if (!absent.isEmpty()) {
            err.println("cameo: asked for and not there: " + String.join(", ", shown(absent))
                    + (absent.size() > MOST_SHOWN ? ", ..." : ""));
        }
        for (FaceCopyReport.Input input : report.inputs()) {
            if (!input.exactLabels()) {
                err.println("cameo: " + input.rec() + " has labels beyond 16,777,216 and no .ids that fits: they are as"
                        + " float32 has them, and identities that it cannot tell apart are one");
            }
        }
        for (FaceCopyReport.Output output : report.outputs()) {
            FaceWriteReport written = output.written();
            if (written == null) {
                continue;
            }
            if (written.splitIdentities() > 0 && output.layout().hasMetaRecords()) {
                err.println("cameo: " + output.rec() + " has " + identities(written.splitIdentities())
                        + " whose images stand in several places: trainers that go by identity records see several"
                        + " people each; 'cameo face relabel --group' puts them together");
            }
            if (written.roundedLabels() > 0 || written.roundedRanges() > 0) {
                err.printf(
                        Locale.ROOT,
                        "cameo: numbers beyond 16,777,216 are rounded in the records of %s (float32): %,d labels,"
                                + " %,d ranges; the .ids has them exactly%n",
                        output.rec(),
                        written.roundedLabels(),
                        written.roundedRanges());
            }
            if (written.classes() > written.identities()) {
                err.println("cameo: labels of " + output.rec() + " have gaps: a trainer needs "
                        + Numbers.grouped(written.classes()) + " classes for " + identities(written.identities())
                        + "; 'cameo face relabel' closes them");
            }
        }
        if (!report.dryRun() && report.outputs().getFirst().property() == null) {
            err.println("cameo: no property file was written: the one beside the output belongs to an input, or the"
                    + " images have no size or several");
        }
    }

    private static void writeJson(JsonGenerator out, FaceCopyReport report, List<String> absent) throws IOException {
        out.writeStartObject();
        out.writeBooleanField("dry_run", report.dryRun());
        out.writeArrayFieldStart("inputs");
        for (FaceCopyReport.Input input : report.inputs()) {
            out.writeStartObject();
            out.writeStringField("rec", input.rec().toString());
            out.writeStringField("layout", input.layout().name());
            out.writeNumberField("images", input.images());
            out.writeNumberField("identities", input.identities());
            out.writeNumberField("kept_images", input.keptImages());
            out.writeNumberField("kept_identities", input.keptIdentities());
            out.writeBooleanField("exact_labels", input.exactLabels());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeArrayFieldStart("outputs");
        for (FaceCopyReport.Output output : report.outputs()) {
            writeOutput(out, output);
        }
        out.writeEndArray();
        out.writeArrayFieldStart("dropped");
        for (FaceCopyReport.Dropped one : report.dropped()) {
            out.writeStartObject();
            out.writeNumberField("input", one.input());
            out.writeNumberField("label", one.label());
            out.writeNumberField("images", one.images());
            out.writeNumberField("other_input", one.otherInput());
            out.writeNumberField("other_label", one.otherLabel());
            out.writeNumberField("cosine", one.cosine());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeArrayFieldStart("absent");
        for (String one : absent) {
            out.writeString(one);
        }
        out.writeEndArray();
        out.writeNumberField("seconds", report.wallNanos() / 1e9);
        out.writeEndObject();
    }

    private static void writeOutput(JsonGenerator out, FaceCopyReport.Output output) throws IOException {
        FaceWriteReport written = output.written();
        out.writeStartObject();
        RecordRun.writeFiles(out, output.rec());
        out.writeStringField("layout", output.layout().name());
        out.writeNumberField("images", output.images());
        out.writeNumberField("identities", output.identities());
        out.writeStringField("labels", text(output.labels()));
        out.writeStringField("property", text(output.property()));
        if (written != null) {
            out.writeNumberField("identity_records", written.identityRecords());
            out.writeNumberField("split_identities", written.splitIdentities());
            out.writeNumberField("rounded_labels", written.roundedLabels());
            out.writeNumberField("rounded_ranges", written.roundedRanges());
            out.writeNumberField("classes", written.classes());
            out.writeNumberField("size_bytes", written.recBytes());
        }
        out.writeEndObject();
    }

    private static @Nullable String text(@Nullable Path path) {
        return path == null ? null : path.toString();
    }
}
