package io.cameo.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cameo.convert.Numbers;
import io.cameo.convert.coco.CocoCheckReport;
import io.cameo.convert.coco.CocoFault;
import io.cameo.convert.coco.CocoFinding;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/** What {@code cameo coco check} says of its findings, as text and as JSON. */
final class CocoCheckText {
    private CocoCheckText() {}

    static void print(CocoCheckReport report, PrintStream out) {
        list(report, true, out);
        list(report, false, out);
        out.println(summary(report) + String.format(Locale.ROOT, ", in %.1f s", report.wallNanos() / 1e9));
    }

    private static void list(CocoCheckReport report, boolean errors, PrintStream out) {
        boolean first = true;
        for (Map.Entry<CocoFault, CocoCheckReport.Found> entry : report.found().entrySet()) {
            if (entry.getKey().isError() != errors) {
                continue;
            }
            if (first) {
                out.println(errors ? "errors" : "remarks");
                first = false;
            }
            CocoCheckReport.Found found = entry.getValue();
            out.printf(
                    Locale.ROOT, "  %,9d  %s%n", found.count(), entry.getKey().words());
            found.examples().forEach(finding -> out.println(" ".repeat(13) + Console.printable(example(finding))));
            if (found.count() > found.examples().size() && !found.examples().isEmpty()) {
                out.println(" ".repeat(13) + "...");
            }
        }
    }

    private static String example(CocoFinding finding) {
        StringJoiner text = new StringJoiner(", ");
        if (finding.imageId() != null) {
            text.add("image=" + finding.imageId());
        }
        // The text of one that cannot be read names it, with line and column.
        if (finding.annotationId() != null && finding.fault() != CocoFault.ANNOTATION_BAD) {
            text.add("annotation=" + finding.annotationId());
        }
        if (!finding.detail().isEmpty()) {
            text.add(finding.detail());
        }
        return text.toString();
    }

    /** One line for the whole file. */
    static String summary(CocoCheckReport report) {
        Path root = report.root();
        return report.json() + ": " + Numbers.count(report.images(), "image") + ", "
                + Numbers.count(report.annotations(), "annotation")
                + (root == null ? "" : ", " + Numbers.count(report.soundFiles(), "sound image file")) + ": "
                + (report.isSound() ? "no errors" : Numbers.count(report.errors(), "error")) + ", "
                + (report.remarks() == 0 ? "no remarks" : Numbers.count(report.remarks(), "remark"));
    }

    static void writeJson(CocoCheckReport report, JsonGenerator out) throws IOException {
        Path root = report.root();
        out.writeStartObject();
        out.writeStringField("annotations_file", report.json().toString());
        out.writeStringField("images_folder", root == null ? null : root.toString());
        out.writeBooleanField("sound", report.isSound());
        out.writeBooleanField("cancelled", report.cancelled());
        out.writeNumberField("images", report.images());
        out.writeNumberField("sound_files", report.soundFiles());
        out.writeNumberField("annotations", report.annotations());
        out.writeNumberField("errors", report.errors());
        out.writeNumberField("remarks", report.remarks());
        out.writeArrayFieldStart("found");
        for (Map.Entry<CocoFault, CocoCheckReport.Found> entry : report.found().entrySet()) {
            CocoFault fault = entry.getKey();
            out.writeStartObject();
            out.writeStringField("kind", fault.name().toLowerCase(Locale.ROOT));
            out.writeBooleanField("error", fault.isError());
            out.writeStringField("words", fault.words());
            out.writeNumberField("count", entry.getValue().count());
            out.writeArrayFieldStart("examples");
            for (CocoFinding finding : entry.getValue().examples()) {
                writeJson(finding, out);
            }
            out.writeEndArray();
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeNumberField("seconds", report.wallNanos() / 1e9);
        out.writeEndObject();
    }

    private static void writeJson(CocoFinding finding, JsonGenerator out) throws IOException {
        Long image = finding.imageId();
        Long annotation = finding.annotationId();
        out.writeStartObject();
        if (image != null) {
            out.writeNumberField("image_id", image);
        }
        if (annotation != null) {
            out.writeNumberField("annotation_id", annotation);
        }
        out.writeStringField("detail", finding.detail());
        out.writeEndObject();
    }
}
