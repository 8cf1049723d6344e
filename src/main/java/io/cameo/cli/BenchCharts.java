package io.cameo.cli;

import io.cameo.convert.Markup;
import io.cameo.loader.rates.PeerReport;
import io.cameo.loader.rates.PeerRow;
import io.cameo.loader.rates.RateReport;
import io.cameo.loader.rates.RateRow;
import io.cameo.loader.rates.StepTimes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The plots of {@link BenchPage}. */
final class BenchCharts {
    private static final int ROW_PX = 24;
    private static final int NAME_PX = 92;
    private static final int COLORS = 6;
    private static final String[] STEPS = {"read", "decode", "augment", "pack", "wait"};
    private static final int[] STEP_COLORS = {1, 0, 2, 3, 4};

    private final RateReport report;

    BenchCharts(RateReport report) {
        this.report = report;
    }

    /** A bar for each rate that has a bound, which is the bar's full length. */
    Markup bounds() {
        List<RateRow> rows =
                report.rows().stream().filter(row -> !row.bound().isEmpty()).toList();
        double most = rows.stream().mapToDouble(RateRow::ofBound).reduce(1, Math::max);
        Plot plot = new Plot(520, rows.size() * ROW_PX + 4);
        double room = 240;
        for (int i = 0; i < rows.size(); i++) {
            RateRow row = rows.get(i);
            double y = i * ROW_PX + 4;
            plot.end(NAME_PX, y + 12, "name", name(row.what(), row.threads()));
            plot.box(NAME_PX + 8, y, room / most, ROW_PX - 8, "track", "the bound: " + row.bound());
            plot.box(
                    NAME_PX + 8,
                    y,
                    room / most * row.ofBound(),
                    ROW_PX - 8,
                    "s" + color(i, rows),
                    percent(row.ofBound()) + " of " + row.bound());
            plot.text(
                    NAME_PX + 16 + room,
                    y + 12,
                    percent(row.ofBound()) + ", " + BenchText.rate(row.perSecond(), row.unit()));
        }
        double bound = NAME_PX + 8 + room / most;
        plot.path("base", List.of(new double[] {bound, 0}, new double[] {bound, rows.size() * ROW_PX}));
        return figure("Of what is possible", "bar: rate, line: its bound", plot);
    }

    /** How rates grow with threads, against the fewest that were measured. */
    Markup scaling() {
        Map<String, List<RateRow>> kinds = byKind();
        int least = report.rows().stream().mapToInt(RateRow::threads).min().orElse(1);
        int most = report.rows().stream().mapToInt(RateRow::threads).max().orElse(1);
        if (least == most) {
            return new Markup();
        }
        double ideal = (double) most / least;
        double top = ideal;
        for (List<RateRow> rows : kinds.values()) {
            top = Math.max(
                    top,
                    rows.stream().mapToDouble(row -> grown(row, rows)).max().orElse(1));
        }
        Plot plot = new Plot(520, 224);
        Scale across = new Scale(least, most, 36, 380);
        Scale up = new Scale(0, top, 196, 10);
        for (int tick = 0; tick <= Math.ceil(top); tick += Math.max(1, (int) Math.ceil(top / 6))) {
            if (tick <= top) {
                plot.grid(36, up.at(tick), 380);
                plot.end(30, up.at(tick) + 4, "tick", tick + "x");
            }
        }
        report.rows().stream()
                .mapToInt(RateRow::threads)
                .distinct()
                .forEach(threads ->
                        plot.middle(across.at(threads), 214, threads + (threads == 1 ? " thread" : " threads")));
        plot.path(
                "ideal",
                List.of(new double[] {across.at(least), up.at(1)}, new double[] {across.at(most), up.at(ideal)}));
        int i = 0;
        for (Map.Entry<String, List<RateRow>> kind : kinds.entrySet()) {
            List<RateRow> rows = kind.getValue();
            int color = i % COLORS;
            plot.path(
                    "line l" + color,
                    rows.stream()
                            .map(row -> new double[] {across.at(row.threads()), up.at(grown(row, rows))})
                            .toList());
            for (RateRow row : rows) {
                String said = String.format(Locale.ROOT, "%.2f times", grown(row, rows));
                plot.dot(
                        across.at(row.threads()),
                        up.at(grown(row, rows)),
                        color,
                        name(row.what(), row.threads()) + ": " + said);
            }
            String last = String.format(Locale.ROOT, "%.2fx", grown(rows.getLast(), rows));
            plot.key(402, 22 + i * 20, color, kind.getKey() + " " + last);
            i++;
        }
        plot.text(402, 22 + i * 20 + 4, "- - as many times");
        return figure("Scaling", "rate against that of the fewest threads", plot);
    }

    /** A bar for each kind of batch, cut into what its time was spent on. */
    Markup steps() {
        List<StepTimes> all = report.steps();
        Plot plot = new Plot(1_040, all.size() * (ROW_PX + 4) + 30);
        double room = 800;
        for (int i = 0; i < all.size(); i++) {
            StepTimes step = all.get(i);
            double[] shares = {
                step.readShare(), step.decodeShare(), step.augmentShare(), step.packShare(), step.waitShare()
            };
            double y = i * (ROW_PX + 4) + 4;
            double x = NAME_PX + 8;
            plot.end(NAME_PX, y + 14, "name", name(step.what(), step.threads()));
            for (int s = 0; s < shares.length; s++) {
                double width = room * shares[s];
                plot.box(x, y, width, ROW_PX - 4, "s" + STEP_COLORS[s], STEPS[s] + " " + BenchText.share(shares[s]));
                if (width > 60) {
                    plot.styled(x + 8, y + 14, "in", STEPS[s] + " " + BenchText.share(shares[s]));
                }
                x += width;
            }
            plot.text(NAME_PX + 16 + room, y + 14, BenchText.time((long) step.nanosPerSample()) + " a sample");
        }
        for (int s = 0; s < STEPS.length; s++) {
            plot.key(NAME_PX + 8 + s * 90, all.size() * (ROW_PX + 4) + 16, STEP_COLORS[s], STEPS[s]);
        }
        return figure("A sample\u2019s time", "", plot);
    }

    /** A figure for each kind of operation, a curve for each number of threads. */
    Markup latencies() {
        Markup out = new Markup();
        for (Map.Entry<String, List<RateRow>> kind : byKind().entrySet()) {
            List<RateRow> rows = kind.getValue().stream()
                    .filter(row -> row.latency() != null)
                    .toList();
            if (!rows.isEmpty()) {
                out.append(LatencyPlot.of(kind.getKey(), rows));
            }
        }
        return out;
    }

    /** How many times as fast as MXNet, and as cheap. */
    Markup peer(PeerReport peer) {
        List<PeerRow> rows = peer.rows();
        double most = rows.stream()
                .mapToDouble(row -> Math.max(row.times().most(), row.cpuTimes().most()))
                .reduce(1, Math::max);
        Plot plot = new Plot(1_040, rows.size() * (ROW_PX + 6) + 44);
        Scale across = new Scale(0, most, 230, 900);
        int bottom = rows.size() * (ROW_PX + 6) + 6;
        for (int tick = 0; tick <= most; tick++) {
            plot.path(
                    tick == 1 ? "base" : "grid",
                    List.of(new double[] {across.at(tick), 0}, new double[] {across.at(tick), bottom}));
            plot.middle(across.at(tick), bottom + 14, tick + "x");
        }
        for (int i = 0; i < rows.size(); i++) {
            PeerRow row = rows.get(i);
            double y = i * (ROW_PX + 6) + 8;
            plot.end(222, y + 10, "name", name(row.what(), row.threads()) + " beside " + row.setting());
            whisker(plot, across, y + 2, row.times(), 0, "by the clock");
            whisker(plot, across, y + 11, row.cpuTimes(), 1, "by processor time");
            plot.text(
                    912,
                    y + 10,
                    String.format(
                            Locale.ROOT,
                            "%.2f, %.2f",
                            row.times().median(),
                            row.cpuTimes().median()));
        }
        plot.key(230, bottom + 30, 0, "by the clock");
        plot.key(340, bottom + 30, 1, "by processor time");
        return figure("Times MXNet", "more is better", plot);
    }

    private static void whisker(Plot plot, Scale across, double y, PeerRow.Ratio ratio, int color, String what) {
        plot.path("line l" + color, List.of(new double[] {across.at(ratio.least()), y}, new double[] {
            across.at(ratio.most()), y
        }));
        plot.dot(across.at(ratio.median()), y, color, what + ": " + BenchText.times(ratio));
    }

    private Map<String, List<RateRow>> byKind() {
        Map<String, List<RateRow>> kinds = new LinkedHashMap<>();
        for (RateRow row : report.rows()) {
            kinds.computeIfAbsent(row.what(), what -> new ArrayList<>()).add(row);
        }
        return kinds;
    }

    private static double grown(RateRow row, List<RateRow> kind) {
        return row.perSecond() / kind.getFirst().perSecond();
    }

    /** Rows of one number of threads share a colour. */
    private static int color(int i, List<RateRow> rows) {
        List<Integer> threads = rows.stream().map(RateRow::threads).distinct().toList();
        return threads.indexOf(rows.get(i).threads()) % COLORS;
    }

    static Markup figure(String title, String note, Plot plot) {
        Markup out = new Markup().raw("<figure class=\"chart\"><figcaption>").element("b", title);
        return out.element("span", note)
                .raw("</figcaption>")
                .append(plot.svg(title))
                .raw("</figure>\n");
    }

    private static String name(String what, int threads) {
        return what + " \u00d7" + threads;
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }
}
