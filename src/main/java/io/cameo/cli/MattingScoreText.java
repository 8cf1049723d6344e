package io.cameo.cli;

import io.cameo.convert.Numbers;
import io.cameo.convert.matting.ImageRow;
import io.cameo.convert.matting.MattingScoreReport;
import io.cameo.convert.matting.MeanScore;
import io.cameo.convert.matting.ScoreFault;
import io.cameo.convert.matting.ScoreFinding;
import io.cameo.matte.InstanceMatches;
import io.cameo.matte.Metric;
import io.cameo.matte.Region;
import java.io.PrintStream;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** What {@code cameo matting score} says to people: the worst images, the means, the regions, and what was not scored. */
final class MattingScoreText {
    private static final int LINE_COLUMNS = 80;
    private static final int COUNT_COLUMNS = 8;
    private static final int NUMBER_COLUMNS = 9;
    private static final int WIDEST_NAME_COLUMNS = 24;
    private static final int EXAMPLES = 3;

    private final MattingScoreReport report;
    private final int limit;
    private final List<Metric> columns;
    private final Metric order;
    private final int nameColumns;

    MattingScoreText(MattingScoreReport report, int limit) {
        this.report = report;
        this.limit = limit;
        columns = report.metrics().stream()
                .filter(metric -> metric != Metric.IMQ)
                .sorted()
                .toList();
        order = columns.contains(Metric.SAD) || columns.isEmpty() ? Metric.SAD : columns.getFirst();
        int left = LINE_COLUMNS - 2 - COUNT_COLUMNS - NUMBER_COLUMNS * columns.size();
        nameColumns = Math.min(WIDEST_NAME_COLUMNS, left);
    }

    void print(PrintStream out) {
        String noun = report.video() ? "clip" : "image";
        out.println(Console.printable(report.predicted() + " against " + report.truth()) + ": "
                + Numbers.count(report.rows().size(), noun) + ", "
                + Numbers.grouped(report.mean().mattes()) + " of " + Numbers.count(report.truthMattes(), "matte")
                + " scored, " + report.scale().name().toLowerCase(Locale.ROOT) + " scale"
                + String.format(Locale.ROOT, ", in %.1f s", report.wallNanos() / 1e9));
        if (report.mean().mattes() > 0) {
            out.println();
            images(noun, out);
            regions(out);
        }
        if (report.metrics().contains(Metric.IMQ)) {
            instances(report.matches(), out);
        }
        findings(out);
    }

    private void images(String noun, PrintStream out) {
        List<ImageRow> scored =
                report.rows().stream().filter(row -> !row.mattes().isEmpty()).toList();
        List<ImageRow> shown = scored;
        String heading = noun;
        if (scored.size() > limit) {
            Map<ImageRow, Double> values = scored.stream()
                    .collect(Collectors.toMap(row -> row, row -> row.mean().of(order), (a, _) -> a));
            shown = scored.stream()
                    .sorted(Comparator.<ImageRow>comparingDouble(row -> values.getOrDefault(row, 0.0))
                            .reversed())
                    .limit(limit)
                    .toList();
            heading = limit == 0 ? "" : "worst " + limit + ", by " + order.title();
        }
        out.print("  " + pad(heading, nameColumns) + "  mattes");
        columns.forEach(metric -> out.print(right(metric.title())));
        out.println();
        for (ImageRow row : shown) {
            line(row.name().isEmpty() ? "." : row.name(), row.mean(), out);
        }
        line("mean", report.mean(), out);
    }

    private void line(String name, MeanScore mean, PrintStream out) {
        out.print("  " + pad(shortened(Console.printable(name)), nameColumns)
                + String.format(Locale.ROOT, "%,8d", mean.mattes()));
        columns.forEach(metric -> out.print(right(number(mean.of(metric)))));
        out.println();
    }

    private void regions(PrintStream out) {
        List<Metric> shown = columns.stream()
                .filter(metric -> metric == Metric.MAD || metric == Metric.MSE || metric == Metric.SAD)
                .toList();
        long pixels = report.mean().regions().values().stream()
                .mapToLong(MeanScore.RegionMean::pixels)
                .sum();
        if (shown.isEmpty() || pixels == 0) {
            return;
        }
        out.println();
        out.print("  " + pad("region", nameColumns) + "  pixels");
        shown.forEach(metric -> out.print(right(metric.title())));
        out.println();
        for (Region region : List.of(Region.FOREGROUND, Region.UNKNOWN, Region.BACKGROUND)) {
            MeanScore.RegionMean mean = report.mean().regions().get(region);
            if (mean == null) {
                continue;
            }
            out.print("  " + pad(region.name().toLowerCase(Locale.ROOT), nameColumns)
                    + String.format(Locale.ROOT, "%6.1f %%", 100.0 * mean.pixels() / pixels));
            for (Metric metric : shown) {
                out.print(right(
                        number(metric == Metric.MAD ? mean.mad() : metric == Metric.MSE ? mean.mse() : mean.sad())));
            }
            out.println();
        }
    }

    private static void instances(InstanceMatches matches, PrintStream out) {
        out.println();
        out.println("  instances: " + Numbers.grouped(matches.found()) + " found, " + Numbers.grouped(matches.lost())
                + " lost, " + Numbers.grouped(matches.invented()) + " invented; recognition "
                + String.format(Locale.ROOT, "%.4f", matches.recognition()));
        Map<String, ToDoubleFunction<InstanceMatches>> kinds = Map.of(
                "MAD", InstanceMatches::mad,
                "MSE", InstanceMatches::mse,
                "Grad", InstanceMatches::grad,
                "Conn", InstanceMatches::conn,
                "IoU", InstanceMatches::iou);
        out.println("  IMQ  "
                + List.of("MAD", "MSE", "Grad", "Conn", "IoU").stream()
                        .map(name -> name
                                + String.format(
                                        Locale.ROOT,
                                        " %.4f",
                                        matches.quality(kinds.getOrDefault(name, InstanceMatches::iou))))
                        .collect(Collectors.joining("   ")));
    }

    private void findings(PrintStream out) {
        if (report.isComplete()) {
            return;
        }
        out.println();
        out.println(faults(report));
        Map<ScoreFault, List<ScoreFinding>> byKind = new EnumMap<>(ScoreFault.class);
        byKind.putAll(report.findings().stream().collect(Collectors.groupingBy(ScoreFinding::fault)));
        byKind.forEach((fault, list) -> {
            out.printf(Locale.ROOT, "  %,6d  %s%n", list.size(), fault.words());
            list.stream()
                    .limit(EXAMPLES)
                    .forEach(one -> out.println(" ".repeat(10)
                            + Console.printable(one.name() + (one.detail().isEmpty() ? "" : ": " + one.detail()))));
            if (list.size() > EXAMPLES) {
                out.println(" ".repeat(10) + "...");
            }
        });
    }

    /** One line for all of them. */
    static String faults(MattingScoreReport report) {
        return Numbers.count(report.findings().size(), "fault") + ", left out of the means";
    }

    private static String pad(String text, int columns) {
        return text + " ".repeat(Math.max(0, columns - text.length()));
    }

    private static String right(String text) {
        return " ".repeat(Math.max(1, NUMBER_COLUMNS - text.length())) + text;
    }

    private String shortened(String name) {
        return name.length() <= nameColumns ? name : "..." + name.substring(name.length() - nameColumns + 3);
    }

    /** Four digits or so. */
    static String number(double value) {
        if (Double.isNaN(value)) {
            return "-";
        }
        return String.format(
                Locale.ROOT, value < 10 ? "%.4f" : value < 100 ? "%.3f" : value < 1000 ? "%.2f" : "%.0f", value);
    }
}
