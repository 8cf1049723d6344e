package io.cameo.cli;

import io.cameo.convert.Numbers;
import io.cameo.convert.matting.MattingCheckReport;
import io.cameo.convert.matting.MattingFault;
import io.cameo.convert.matting.MattingFault.Severity;
import io.cameo.convert.matting.MattingFinding;
import io.cameo.dataset.matting.MattingSplit;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** What {@code cameo matting check} says of its findings to people. */
final class MattingCheckText {
    private static final String INDENT = " ".repeat(13);
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
        fact(out, "sizes", listed(report.sizes()));
        fact(out, "instances", listed(report.instances()));
        if (!report.frames().isEmpty()) {
            fact(out, "frames", listed(report.frames()));
        }
        if (!report.levels().isEmpty()) {
            fact(out, "levels", listed(report.levels()));
        }
        for (Severity severity : Severity.values()) {
            list(report, severity, out);
        }
        out.println(summary(report) + String.format(Locale.ROOT, ", in %.1f s", report.wallNanos() / 1e9));
    }

    private static void fact(PrintStream out, String name, String value) {
        out.printf(Locale.ROOT, "%-11s %s%n", name, Console.printable(value));
    }

    /** {@code 2 (31,204), 3 (18,011)}: each value with how often it occurs. */
    private static String listed(Map<?, Long> counts) {
        StringJoiner text = new StringJoiner(", ");
        counts.entrySet().stream()
                .limit(MOST_LISTED)
                .forEach(entry -> text.add(entry.getKey() + " (" + Numbers.grouped(entry.getValue()) + ")"));
        if (counts.size() > MOST_LISTED) {
            text.add("and " + (counts.size() - MOST_LISTED) + " more");
        }
        return counts.isEmpty() ? "none" : text.toString();
    }

    private static void list(MattingCheckReport report, Severity severity, PrintStream out) {
        boolean first = true;
        for (Map.Entry<MattingFault, MattingCheckReport.Found> entry :
                report.found().entrySet()) {
            MattingFault fault = entry.getKey();
            if (fault.severity() != severity) {
                continue;
            }
            if (first) {
                out.println(severity.name().toLowerCase(Locale.ROOT) + "s");
                first = false;
            }
            MattingCheckReport.Found found = entry.getValue();
            out.printf(Locale.ROOT, "  %,9d  %s%n", found.count(), fault.words());
            out.println(INDENT + "MaGGIe: " + fault.effect());
            found.examples().forEach(finding -> out.println(INDENT + Console.printable(example(finding))));
            if (found.count() > found.examples().size() && !found.examples().isEmpty()) {
                out.println(INDENT + "...");
            }
        }
    }

    private static String example(MattingFinding finding) {
        return finding.detail().isEmpty() ? finding.path() : finding.path() + ": " + finding.detail();
    }

    /** One line for the whole tree. */
    static String summary(MattingCheckReport report) {
        MattingCheckReport.Counts counts = report.counts();
        return Console.printable(report.path().toString()) + ": " + samples(report) + ", "
                + Numbers.count(counts.mattes(), "matte") + ", " + Numbers.bytes(counts.bytes()) + ": "
                + severity(report, Severity.ERROR, "error") + ", " + severity(report, Severity.WARNING, "warning")
                + ", " + severity(report, Severity.NOTE, "note");
    }

    private static String samples(MattingCheckReport report) {
        MattingCheckReport.Counts counts = report.counts();
        return report.place().layout().isVideo()
                ? Numbers.count(counts.samples(), "video") + " (" + Numbers.count(counts.images(), "frame") + ")"
                : Numbers.count(counts.samples(), "image");
    }

    private static String severity(MattingCheckReport report, Severity severity, String noun) {
        long count = report.count(severity);
        return count == 0 ? "no " + noun + "s" : Numbers.count(count, noun);
    }
}
