package io.cameo.cli;

import io.cameo.convert.Markup;
import io.cameo.loader.rates.Latency;
import io.cameo.loader.rates.RateRow;
import java.util.ArrayList;
import java.util.List;

/** Percentile curves: how many nines across, a logarithm of time up. */
final class LatencyPlot {
    private static final double[] MARKS = {0.5, 0.9, 0.99, 0.999, 0.9999, 1};
    private static final String[] NAMES = {"p50", "p90", "p99", "p99.9", "p99.99", "most"};
    private static final double MOST_NINES = 4.6;
    private static final int COLORS = 6;

    private LatencyPlot() {}

    static Markup of(String what, List<RateRow> rows) {
        double least = Double.MAX_VALUE;
        double most = 1;
        for (RateRow row : rows) {
            for (Latency.Percentile point : curve(row)) {
                least = Math.min(least, atLeastOne(point));
                most = Math.max(most, atLeastOne(point));
            }
        }
        int lowest = (int) Math.floor(Math.log10(Math.max(1, Math.min(least, most))));
        int highest = Math.max(lowest + 1, (int) Math.ceil(Math.log10(most)));
        Plot plot = new Plot(520, 240 + 18 * rows.size());
        Scale across = new Scale(0, MOST_NINES, 56, 500);
        Scale up = new Scale(lowest, highest, 204, 10);
        for (int power = lowest; power <= highest; power++) {
            plot.grid(56, up.at(power), 500);
            plot.end(
                    50,
                    up.at(power) + 4,
                    "tick",
                    BenchText.time(Math.round(Math.pow(10, power))).replace(".0", ""));
        }
        for (int i = 0; i < MARKS.length; i++) {
            plot.middle(across.at(nines(MARKS[i])), 222, NAMES[i]);
        }
        for (int i = 0; i < rows.size(); i++) {
            draw(plot, across, up, rows.get(i), i % COLORS);
            plot.key(56, 242 + 18 * i, i % COLORS, described(rows.get(i)));
        }
        return BenchCharts.figure(what, "", plot);
    }

    private static void draw(Plot plot, Scale across, Scale up, RateRow row, int color) {
        List<double[]> points = new ArrayList<>();
        for (Latency.Percentile point : curve(row)) {
            points.add(new double[] {across.at(nines(point.share())), up.at(Math.log10(atLeastOne(point)))});
        }
        plot.path("line l" + color, points);
        for (int i = 0; i < points.size(); i++) {
            Latency.Percentile point = curve(row).get(i);
            String said = "of all, " + 100 * point.share() + " % took no longer than " + BenchText.time(point.nanos());
            plot.dot(points.get(i)[0], points.get(i)[1], color, said);
        }
    }

    private static String described(RateRow row) {
        String threads = row.threads() == 1 ? "1 thread: " : row.threads() + " threads: ";
        return threads + BenchText.each(row.latency()) + " (p50, p99, p99.9)";
    }

    private static List<Latency.Percentile> curve(RateRow row) {
        Latency latency = row.latency();
        return latency == null ? List.of() : latency.curve();
    }

    /** Nanoseconds that have a logarithm: a clock may say 0. */
    private static double atLeastOne(Latency.Percentile point) {
        return Math.max(1.0, (double) point.nanos());
    }

    /** 1 for 90 %, 2 for 99 %; the longest of all stands at the end. */
    private static double nines(double share) {
        return Math.min(MOST_NINES, -Math.log10(1 - share));
    }
}
