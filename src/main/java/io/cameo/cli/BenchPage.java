package io.cameo.cli;

import io.cameo.convert.Markup;
import io.cameo.convert.Numbers;
import io.cameo.convert.PageFrame;
import io.cameo.convert.RecordPage;
import io.cameo.loader.rates.PeerReport;
import io.cameo.loader.rates.PeerRow;
import io.cameo.loader.rates.RateReport;
import io.cameo.loader.rates.RateRow;
import io.cameo.loader.rates.StepTimes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What {@code cameo bench} measured, as one HTML page that needs nothing else: plots, tables, and all of it as JSON. */
final class BenchPage {
    private static final String STYLE = """
        :root { --s0: #2f5d62; --s1: #c98a2b; --s2: #7a5c99; --s3: #4f8f5b; --s4: #b9b3a7; --s5: #a3271b; }
        @media (prefers-color-scheme: dark) {
          :root { --s0: #8fc7c4; --s1: #e0ae5d; --s2: #b79ad4; --s3: #8fcf9b; --s4: #5a5f66; --s5: #ff9d8f; }
        }
        section { margin-top: 1.6rem; }
        .facts .wide { grid-column: 1 / -1; }
        .chart + .table { margin-top: 0.6rem; }
        section > h2 { margin-bottom: 0.2rem; }
        section > p { margin: 0 0 0.7rem; color: var(--soft); max-width: 60rem; }
        .plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 30rem), 1fr)); gap: 0.6rem; }
        .chart svg { max-height: none; }
        .chart text.in { fill: var(--paper); }
        .s0 { fill: var(--s0); } .s1 { fill: var(--s1); } .s2 { fill: var(--s2); } .s3 { fill: var(--s3); }
        .s4 { fill: var(--s4); } .s5 { fill: var(--s5); }
        .track { fill: var(--cell); }
        .line { fill: none; stroke-width: 2; stroke-linejoin: round; }
        .l0 { stroke: var(--s0); } .l1 { stroke: var(--s1); } .l2 { stroke: var(--s2); } .l3 { stroke: var(--s3); }
        .l4 { stroke: var(--s4); } .l5 { stroke: var(--s5); }
        .ideal { stroke: var(--soft); stroke-dasharray: 4 4; fill: none; }
        .table { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 0.6rem 0.9rem; overflow-x: auto; }
        .table th { padding-bottom: 0.3rem; }
        .table td, .table th { white-space: nowrap; }
        th.n { text-align: right; }
        pre { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 0.8rem; overflow: auto; max-height: 40rem; font-size: 0.8rem; }
        .made { margin-top: 1.4rem; }
        .made summary { cursor: pointer; width: max-content; }
        """;

    private final RateReport report;
    private final BenchCharts charts;

    private BenchPage(RateReport report) {
        this.report = report;
        charts = new BenchCharts(report);
    }

    /** Writes the page; it appears whole or not at all. Returns its size in bytes. */
    static long write(RateReport report, Path html) throws IOException {
        return RecordPage.write(List.of(new BenchPage(report).page()), html);
    }

    private Markup page() throws IOException {
        String name = String.valueOf(report.rec().getFileName());
        PageFrame frame = new PageFrame("How fast " + name + " is read \u2013 Cameo", STYLE, "");
        Markup page = frame.head();
        page.raw("<header>")
                .element("h1", "How fast " + name + " is read")
                .raw("<p class=\"sub\">")
                .text("Every bound was measured in the same run. Other work on the machine shows in every figure.")
                .raw("</p></header>\n");
        page.append(facts());
        section(page, "Rates beside their bounds", "What each cannot be faster than is the upright line.");
        page.raw("<div class=\"plots\">")
                .append(charts.bounds())
                .append(charts.scaling())
                .raw("</div></section>\n");
        if (!report.steps().isEmpty()) {
            section(
                    page,
                    "Where the time goes",
                    "Of all the time of the threads that made the batches, by the clock: read is finding a sample and"
                            + " copying it out of the file, wait is everything between two batches.");
            page.append(charts.steps()).append(stepTable()).raw("</section>\n");
        }
        section(page, "Latency", "How long single operations took. Both axes are logarithmic: nines across, time up.");
        page.raw("<div class=\"plots\">").append(charts.latencies()).raw("</div></section>\n");
        PeerReport peer = report.peer();
        if (peer != null) {
            section(
                    page,
                    "Beside MXNet\u2019s ImageRecordIter",
                    "In turns, " + Numbers.count(peer.rounds(), "round") + " of "
                            + Numbers.count(peer.images(), "image")
                            + BenchText.leftOut(peer)
                            + ". The dot is the median of the ratios, the line runs from the least to the greatest."
                            + " Beyond 1 Cameo is faster; by processor time it is cheaper.");
            page.append(charts.peer(peer)).append(peerTable(peer)).raw("</section>\n");
        }
        section(page, "All rates", "");
        page.append(rateTable())
                .raw("</section>\n<details class=\"made\"><summary>Every figure, as JSON</summary><pre>");
        page.text(JsonPrinter.text(out -> BenchJson.write(out, report)).replace("\r\n", "\n"));
        page.raw("</pre></details>\n"
                        + "<footer>Made by <code>cameo bench</code>. One file; it loads nothing from anywhere.")
                .raw("</footer>\n");
        return page.append(frame.foot());
    }

    private static void section(Markup page, String title, String note) {
        page.raw("<section>").element("h2", title);
        if (!note.isEmpty()) {
            page.element("p", note);
        }
    }

    private Markup facts() {
        int cores = Runtime.getRuntime().availableProcessors();
        Markup out = new Markup().raw("<dl class=\"facts\">");
        out.append(PageFrame.fact("records", Numbers.grouped(report.records())));
        out.append(PageFrame.fact("file", Numbers.bytes(report.sizeBytes())));
        out.append(PageFrame.fact("memory, one thread", Numbers.bytes((long) report.memoryBytesPerSecond()) + "/s"));
        out.append(PageFrame.fact("cores", Numbers.grouped(cores)));
        words(out, "cpu", Machine.cpuModel().isEmpty() ? "unknown" : Machine.cpuModel());
        words(out, "images decoded by", report.decoder());
        words(out, "java", Runtime.version().toString());
        words(out, "seed of the order", Long.toString(report.seed()));
        long hashed = report.hash().bytes();
        out.raw("<div class=\"wide\">");
        named(
                out,
                "SHA-256 of " + (hashed == report.sizeBytes() ? "the file" : "its first " + Numbers.bytes(hashed)),
                report.hash().sha256());
        return out.raw("</dl>\n");
    }

    private static void words(Markup out, String name, String value) {
        out.raw("<div>");
        named(out, name, value);
    }

    private static void named(Markup out, String name, String value) {
        out.element("dt", name).raw("<dd class=\"words\">").text(value).raw("</dd></div>");
    }

    private Markup rateTable() {
        Markup out = table("what", "threads", "rate", "bytes", "p50, p99, p99.9", "bound", "of it");
        for (RateRow row : report.rows()) {
            boolean bound = !row.bound().isEmpty();
            cells(
                    out,
                    row.what(),
                    Integer.toString(row.threads()),
                    BenchText.rate(row.perSecond(), row.unit()),
                    Double.isNaN(row.bytesPerSecond()) ? "\u2013" : Numbers.bytes((long) row.bytesPerSecond()) + "/s",
                    BenchText.each(row.latency()),
                    bound ? row.bound() + ", " + BenchText.rate(row.boundPerSecond(), row.unit()) : "\u2013",
                    bound ? BenchText.share(row.ofBound()) : "\u2013");
        }
        return end(out);
    }

    private Markup stepTable() {
        Markup out = table("what", "threads", "thread\u2019s time", "read", "decode", "augment", "pack", "wait");
        for (StepTimes step : report.steps()) {
            cells(
                    out,
                    step.what(),
                    Integer.toString(step.threads()),
                    BenchText.time((long) step.nanosPerSample()) + "/img",
                    BenchText.share(step.readShare()),
                    BenchText.share(step.decodeShare()),
                    BenchText.share(step.augmentShare()),
                    BenchText.share(step.packShare()),
                    BenchText.share(step.waitShare()));
        }
        return end(out);
    }

    private static Markup peerTable(PeerReport peer) {
        Markup out = table(
                "what",
                "threads",
                "MXNet\u2019s",
                "Cameo",
                "MXNet",
                "times",
                "processor time, Cameo and MXNet",
                "times");
        for (PeerRow row : peer.rows()) {
            cells(
                    out,
                    row.what(),
                    Integer.toString(row.threads()),
                    row.setting(),
                    BenchText.rate(row.perSecond(), "img"),
                    BenchText.rate(row.peerPerSecond(), "img"),
                    BenchText.times(row.times()),
                    micros(row.cpuNanos(), row.peerCpuNanos()),
                    BenchText.times(row.cpuTimes()));
        }
        return end(out);
    }

    private static String micros(double nanos, double peerNanos) {
        return String.format(Locale.ROOT, "%.1f, %.1f us/img", nanos / 1e3, peerNanos / 1e3);
    }

    private static Markup table(String... heads) {
        Markup out = new Markup().raw("<div class=\"table\"><table><thead><tr>");
        for (int i = 0; i < heads.length; i++) {
            out.raw(i == 0 ? "<th>" : "<th class=\"n\">").text(heads[i]).raw("</th>");
        }
        return out.raw("</tr></thead><tbody>\n");
    }

    private static void cells(Markup out, String... texts) {
        out.raw("<tr>");
        for (int i = 0; i < texts.length; i++) {
            out.raw(i == 0 ? "<td>" : "<td class=\"n\">").text(texts[i]).raw("</td>");
        }
        out.raw("</tr>\n");
    }

    private static Markup end(Markup table) {
        return table.raw("</tbody></table></div>");
    }
}
