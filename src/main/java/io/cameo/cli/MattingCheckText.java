package io.cameo.cli;

import io.cameo.convert.Numbers;
import io.cameo.convert.matting.MattingCheckReport;
import io.cameo.convert.matting.MattingFinding;
import io.cameo.dataset.matting.MattingSplit;
import java.io.PrintStream;
import java.util.Locale;
import java.util.stream.Collectors;

/** What {@code cameo matting check} says of its findings to people. */
final class MattingCheckText {
    private static final int MOST_LISTED = 6;

    private MattingCheckText() {}

    static void print(MattingCheckReport report, PrintStream out) {
        fact(
                out,
                "layout",
                report.place().layout().word() + ": " + report.place().reason());
        fact(
                out,
                "splits",
                report.place().splits().stream().map(MattingSplit::label).collect(Collectors.joining(", ")));
        String masks = report.masks();
        MattingCheckReport.Counts counts = report.counts();
        fact(out, "masks", masks == null ? "none" : masks + ", " + Numbers.grouped(counts.masks()));
        fact(
                out,
                "seen",
                Numbers.grouped(counts.seenSamples()) + " of " + samples(report) + ", "
                        + Numbers.grouped(counts.seenMattes()) + " of " + Numbers.count(counts.mattes(), "matte"));
        fact(out, "sizes", FaultText.listed(report.sizes(), MOST_LISTED));
        fact(out, "instances", FaultText.listed(report.instances(), MOST_LISTED));
        if (!report.frames().isEmpty()) {
            fact(out, "frames", FaultText.listed(report.frames(), MOST_LISTED));
        }
        if (!report.levels().isEmpty()) {
            fact(out, "levels", FaultText.listed(report.levels(), MOST_LISTED));
        }
        FaultText.list(
                report.found(),
                "MaGGIe",
                MattingCheckText::example,
                found -> found.count() <= found.examples().size(),
                out);
        out.println(summary(report) + String.format(Locale.ROOT, ", in %.1f s", report.wallNanos() / 1e9));
    }

    private static void fact(PrintStream out, String name, String value) {
        out.printf(Locale.ROOT, "%-11s %s%n", name, Console.printable(value));
    }

    private static String example(MattingFinding finding) {
        return finding.detail().isEmpty() ? finding.path() : finding.path() + ": " + finding.detail();
    }

    /** One line for the whole tree. */
    static String summary(MattingCheckReport report) {
        MattingCheckReport.Counts counts = report.counts();
        return Console.printable(report.path().toString()) + ": " + samples(report) + ", "
                + Numbers.count(counts.mattes(), "matte") + ", " + Numbers.bytes(counts.bytes()) + ": "
                + FaultText.counts(report.found());
    }

    private static String samples(MattingCheckReport report) {
        MattingCheckReport.Counts counts = report.counts();
        return report.place().layout().isVideo()
                ? Numbers.count(counts.samples(), "video") + " (" + Numbers.count(counts.images(), "frame") + ")"
                : Numbers.count(counts.samples(), "image");
    }
}
