package io.cameo.cli;

import io.cameo.convert.Found;
import io.cameo.convert.Numbers;
import io.cameo.convert.ffhquv.UvCheckReport;
import io.cameo.convert.ffhquv.UvFinding;
import io.cameo.dataset.ffhquv.UvSample;
import io.cameo.dataset.ffhquv.UvShard;
import java.io.PrintStream;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** What {@code cameo uv check} says of its findings to people. */
final class UvCheckText {
    private static final int MOST_LISTED = 8;

    private UvCheckText() {}

    static void print(UvCheckReport report, PrintStream out) {
        for (UvCheckReport.Held held : report.sets()) {
            print(held, out);
        }
        if (!report.sizes().isEmpty()) {
            fact(out, "sizes", FaultText.listed(report.sizes(), MOST_LISTED));
        }
        FaultText.list(report.found(), "so", UvCheckText::example, UvCheckText::isWhole, out);
        out.println(summary(report) + String.format(Locale.ROOT, ", in %.1f s", report.wallNanos() / 1e9));
    }

    private static void print(UvCheckReport.Held held, PrintStream out) {
        String ids = held.ids() == 0 ? "no files" : ", " + held.firstId() + " to " + held.lastId();
        fact(out, held.set().word(), held.ids() == 0 ? ids : Numbers.count(held.ids(), "id") + ids);
        if (!held.parts().isEmpty()) {
            fact(
                    out,
                    "  parts",
                    held.parts().entrySet().stream()
                            .map(part -> part.getKey().word() + " " + Numbers.grouped(part.getValue()))
                            .collect(Collectors.joining(", ")));
        }
        if (!held.shards().isEmpty()) {
            fact(out, "  shards", shards(held));
        }
        if (held.entries() >= 0) {
            String index = held.indexed() == 0 && held.nulls() == 0
                    ? "none with an index of FFHQ"
                    : Numbers.grouped(held.indexed()) + " with an index of FFHQ, " + Numbers.grouped(held.nulls())
                            + " null";
            fact(
                    out,
                    "  meta",
                    Numbers.grouped(held.entries()) + (held.entries() == 1 ? " entry: " : " entries: ") + index);
        }
    }

    /** The last shard of a set is not full; which others are not is the point. */
    private static String shards(UvCheckReport.Held held) {
        StringJoiner odd = new StringJoiner(", ");
        int listed = 0;
        for (UvShard shard : held.shards()) {
            if (shard.samples() != UvSample.IDS_PER_SHARD) {
                if (++listed <= MOST_LISTED) {
                    odd.add(String.format(Locale.ROOT, "%03d with %,d ids", shard.number(), shard.samples()));
                }
            }
        }
        if (listed > MOST_LISTED) {
            odd.add("and " + (listed - MOST_LISTED) + " more");
        }
        int full = held.shards().size() - listed;
        String text = full == 0 ? "" : Numbers.grouped(full) + " of 1,000 ids";
        return text + (full > 0 && listed > 0 ? ", " : "") + odd;
    }

    private static void fact(PrintStream out, String name, String value) {
        out.printf(Locale.ROOT, "%-20s %s%n", name, Console.printable(value));
    }

    /** One example for a run of ids says all. */
    private static boolean isWhole(Found<UvFinding> found) {
        if (found.count() <= found.examples().size()) {
            return true;
        }
        long ids = 0;
        for (UvFinding finding : found.examples()) {
            String[] ends = finding.ids().split("-", -1);
            ids += ends.length == 2 ? Long.parseLong(ends[1]) - Long.parseLong(ends[0]) + 1 : 1;
        }
        return ids == found.count();
    }

    private static String example(UvFinding finding) {
        StringJoiner where = new StringJoiner(" ");
        if (finding.path().isEmpty() && finding.set() != null) {
            where.add(finding.set().word());
        }
        if (!finding.path().isEmpty()) {
            where.add(finding.path());
        }
        boolean named = finding.ids().isEmpty() || finding.path().contains(finding.ids());
        if (!named) {
            where.add(finding.ids());
        }
        if (where.length() == 0) {
            return finding.detail();
        }
        return finding.detail().isEmpty() ? where.toString() : where + ": " + finding.detail();
    }

    /** One line for all of it. */
    static String summary(UvCheckReport report) {
        long ids = report.sets().stream().mapToLong(UvCheckReport.Held::ids).sum();
        String roots = report.roots().size() == 1
                ? report.roots().getFirst().toString()
                : report.roots().getFirst() + " and " + (report.roots().size() - 1) + " more";
        return Console.printable(roots) + ": " + Numbers.count(ids, "id") + ", "
                + Numbers.count(report.files(), "file") + ", " + Numbers.bytes(report.bytes()) + ": "
                + FaultText.counts(report.found());
    }
}
