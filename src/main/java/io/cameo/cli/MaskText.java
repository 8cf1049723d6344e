package io.cameo.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cameo.convert.Numbers;
import io.cameo.convert.matting.MaskReport;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** What {@code cameo matting mask} says of what it made. */
final class MaskText {
    private static final int SHOWN = 5;

    private MaskText() {}

    static void print(MaskReport report, boolean matched, PrintStream out) {
        out.printf(
                Locale.ROOT,
                "%s for %s of %s, in %.1f s%n",
                Numbers.count(report.written(), "mask"),
                Numbers.count(report.mattes(), "matte"),
                Numbers.count(report.frames(), "picture"),
                report.wallNanos() / 1e9);
        if (matched) {
            out.printf(
                    Locale.ROOT,
                    "  matched    %,d%s%s%n",
                    report.matched(),
                    report.matched() == 0 ? "" : String.format(Locale.ROOT, ", overlap %.3f", report.overlap()),
                    report.shared() == 0
                            ? ""
                            : String.format(Locale.ROOT, "; %,d have a mask that another matte has", report.shared()));
            out.println("  unused     " + Numbers.count(report.unused(), "mask") + " of the detector");
            some("  unmatched  ", report.unmatched(), "matte", out);
            if (report.filled() > 0) {
                out.println("  made       " + Numbers.count(report.filled(), "mask") + " for these");
            }
            some("  not told   ", report.unseen(), "picture", out);
        }
        out.println(report.folder());
    }

    private static void some(String what, List<String> names, String noun, PrintStream out) {
        if (names.isEmpty()) {
            return;
        }
        out.println(what + Numbers.count(names.size(), noun));
        names.stream().limit(SHOWN).forEach(name -> out.println("    " + Console.printable(name)));
        if (names.size() > SHOWN) {
            out.println("    ...");
        }
    }

    static void json(MaskReport report, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("folder", report.folder().toString());
        json.writeStringField("name", report.name());
        json.writeBooleanField("cancelled", report.cancelled());
        json.writeNumberField("pictures", report.frames());
        json.writeNumberField("mattes", report.mattes());
        json.writeNumberField("masks", report.written());
        json.writeNumberField("matched", report.matched());
        json.writeNumberField("filled", report.filled());
        json.writeNumberField("shared", report.shared());
        json.writeNumberField("unused", report.unused());
        if (report.matched() > 0) {
            json.writeNumberField("overlap", report.overlap());
        }
        names("unmatched", report.unmatched(), json);
        names("not_told", report.unseen(), json);
        SynthText.problems(report.problems(), json);
        json.writeNumberField("seconds", report.wallNanos() / 1e9);
        json.writeEndObject();
    }

    private static void names(String field, List<String> names, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart(field);
        for (String name : names) {
            json.writeString(name);
        }
        json.writeEndArray();
    }
}
