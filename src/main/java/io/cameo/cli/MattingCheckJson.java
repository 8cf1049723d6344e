package io.cameo.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cameo.convert.matting.MattingCheckReport;
import io.cameo.convert.matting.MattingFinding;
import io.cameo.dataset.matting.MattingSplit;
import java.io.IOException;
import java.util.Map;

/** What {@code cameo matting check} says of its findings to machines. */
final class MattingCheckJson {
    private MattingCheckJson() {}

    static void write(MattingCheckReport report, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("path", report.path().toString());
        out.writeBooleanField("sound", report.isSound());
        out.writeBooleanField("cancelled", report.cancelled());
        out.writeStringField("layout", report.place().layout().word());
        out.writeStringField("reason", report.place().reason());
        out.writeArrayFieldStart("splits");
        for (MattingSplit split : report.place().splits()) {
            out.writeString(split.label());
        }
        out.writeEndArray();
        out.writeStringField("masks_folder", report.masks());
        MattingCheckReport.Counts counts = report.counts();
        out.writeNumberField("samples", counts.samples());
        out.writeNumberField("seen_samples", counts.seenSamples());
        out.writeNumberField("images", counts.images());
        out.writeNumberField("mattes", counts.mattes());
        out.writeNumberField("seen_mattes", counts.seenMattes());
        out.writeNumberField("masks", counts.masks());
        out.writeNumberField("bytes", counts.bytes());
        write("sizes", report.sizes(), out);
        write("instances", report.instances(), out);
        write("frames", report.frames(), out);
        write("levels", report.levels(), out);
        FaultText.json(report.found(), MattingCheckJson::write, out);
        out.writeNumberField("seconds", report.wallNanos() / 1e9);
        out.writeEndObject();
    }

    private static void write(String name, Map<?, Long> counts, JsonGenerator out) throws IOException {
        out.writeObjectFieldStart(name);
        for (Map.Entry<?, Long> entry : counts.entrySet()) {
            out.writeNumberField(entry.getKey().toString(), entry.getValue());
        }
        out.writeEndObject();
    }

    private static void write(MattingFinding finding, JsonGenerator out) throws IOException {
        out.writeStringField("path", finding.path());
        out.writeStringField("detail", finding.detail());
    }
}
