package io.cameo.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cameo.convert.Numbers;
import io.cameo.convert.matting.VideoReport;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Locale;
import java.util.stream.Collectors;

/** What {@code cameo matting synth video} says of what it made. */
final class VideoText {
    private static final double PERCENT = 100;

    private VideoText() {}

    static void print(VideoReport report, PrintStream out) {
        out.printf(
                Locale.ROOT,
                "%s, %s, %s, in %.1f s%n",
                report.level().word(),
                Numbers.count(report.videos(), "video"),
                Numbers.count(report.frames(), "frame"),
                report.wallNanos() / 1e9);
        if (report.kept() > 0) {
            out.println("  " + Numbers.grouped(report.kept()) + " of them stood there already");
        }
        if (report.videos() > 0) {
            out.println("  instances  " + SynthText.counts(report.instances()));
            out.printf(
                    Locale.ROOT,
                    "  hidden     %.1f %% of somebody in the worst frame, on average%n",
                    PERCENT * report.hidden());
        }
        if (!report.dropped().isEmpty()) {
            out.println("  left out   "
                    + report.dropped().entrySet().stream()
                            .map(entry -> Numbers.grouped(entry.getValue()) + " "
                                    + entry.getKey().replace('_', ' '))
                            .collect(Collectors.joining(", "))
                    + ": "
                    + SynthText.some(report.nothing()));
        }
        out.println(SynthText.made(report.out()));
    }

    static void json(VideoReport report, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("out", report.out().toString());
        json.writeStringField("level", report.level().word());
        json.writeBooleanField("cancelled", report.cancelled());
        json.writeNumberField("videos", report.videos());
        json.writeNumberField("kept", report.kept());
        json.writeNumberField("frames", report.frames());
        SynthText.counts("instances", report.instances(), json);
        SynthText.counts("dropped", report.dropped(), json);
        json.writeNumberField("hidden", report.hidden());
        json.writeArrayFieldStart("nothing");
        for (int number : report.nothing()) {
            json.writeNumber(number);
        }
        json.writeEndArray();
        SynthText.problems(report.problems(), json);
        json.writeNumberField("seconds", report.wallNanos() / 1e9);
        json.writeEndObject();
    }
}
