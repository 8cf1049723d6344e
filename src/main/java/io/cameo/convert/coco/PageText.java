package io.cameo.convert.coco;

import io.cameo.convert.Chart;
import io.cameo.convert.Markup;
import io.cameo.convert.Numbers;
import io.cameo.convert.PageFrame;
import io.cameo.convert.PersonColors;
import io.cameo.convert.ShowReport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What stands around the images of a page: what the file holds, charts, faults, what the signs mean. */
final class PageText {
    private static final int MOST_BARS = 24;

    private final SampleSource source;
    private final PeopleCensus census;
    private final List<ShowReport.Fault> faults;

    PageText(SampleSource source, PeopleCensus census, List<ShowReport.Fault> faults) {
        this.source = source;
        this.census = census;
        this.faults = faults;
    }

    /** The whole page, in pieces that belong behind each other. */
    List<Markup> page(Markup gallery, SampleChoice asked, SampleChoice chosen) throws IOException {
        String name = String.valueOf(source.path().getFileName());
        PageFrame frame = new PageFrame(
                name + " \u2013 Cameo",
                PageFrame.resource("coco/people.css") + colors(),
                PageFrame.resource("coco/people.js"));
        Markup head = frame.head();
        head.raw("<header>").element("h1", name).raw("<p class=\"sub\">");
        head.text(said(asked, chosen)).raw("</p></header>\n");
        head.append(facts()).raw("<section class=\"charts\" aria-label=\"Charts of the whole file\">");
        head.append(Chart.columns("crowding", "Persons in an image", mean(), bars(census.imagesByPersons(), "person")))
                .append(Chart.columns(
                        "marked", "Key points of a person", points(), bars(census.personsByMarked(), "key point")))
                .append(sizes())
                .raw("</section>\n");
        head.append(faultTable()).raw(VIEWS).raw("<ul class=\"cards\">\n");
        Markup tail = new Markup().raw("</ul>\n").raw(FOOTER).append(frame.foot());
        return List.of(head, gallery, tail);
    }

    private String said(SampleChoice asked, SampleChoice chosen) {
        String of = Numbers.count(asked.positions().length, "image");
        String which = asked.positions().length < source.size() ? " that were asked for" : "";
        return chosen.positions().length == asked.positions().length
                ? "Below: all of " + of + which + "."
                : "Below: " + Numbers.grouped(chosen.positions().length) + ", spread evenly over " + of + which
                        + ". The figures are of the whole file.";
    }

    private Markup facts() throws IOException {
        Markup out = new Markup().raw("<dl class=\"facts\">");
        out.append(PageFrame.fact("images", Numbers.grouped(census.images())));
        out.append(PageFrame.fact("persons", Numbers.grouped(census.persons())));
        out.append(PageFrame.fact("without key points", Numbers.grouped(census.unannotated())));
        out.append(PageFrame.fact("crowds", Numbers.grouped(census.crowds())));
        if (census.withoutArea() > 0) {
            out.append(PageFrame.fact("area 0, take no part", Numbers.grouped(census.withoutArea())));
        }
        out.append(PageFrame.fact("key points marked", Numbers.grouped(census.marked())));
        out.append(PageFrame.fact("file", Numbers.bytes(source.sizeBytes())));
        out.raw(faults.isEmpty() ? "<div><dt>faulty</dt><dd>" : "<div class=\"alarm\"><dt>faulty</dt><dd>");
        if (faults.isEmpty()) {
            out.text("none seen");
        } else {
            out.raw("<a href=\"#faults\">").text(Numbers.grouped(faults.size())).raw("</a>");
        }
        return out.raw("</dd></div></dl>\n");
    }

    private String mean() {
        return census.images() == 0
                ? ""
                : String.format(Locale.ROOT, "%.1f on average", (double) census.persons() / census.images());
    }

    private String points() {
        return census.keypoints() == 0 ? "" : "of " + census.keypoints();
    }

    /** A bar for each number; the last one takes in what is beyond. */
    private static List<Chart.Bar> bars(long[] counts, String noun) {
        List<Chart.Bar> bars = new ArrayList<>();
        for (int i = 0; i < Math.min(counts.length, MOST_BARS); i++) {
            bars.add(new Chart.Bar(Numbers.count(i, noun), Integer.toString(i), counts[i], ""));
        }
        if (counts.length > MOST_BARS) {
            long rest = 0;
            for (int i = MOST_BARS; i < counts.length; i++) {
                rest += counts[i];
            }
            bars.add(new Chart.Bar(MOST_BARS + " or more", MOST_BARS + "+", rest, ""));
        }
        return bars;
    }

    private Markup sizes() {
        long middle = census.persons() - census.small() - census.large();
        return Chart.rows(
                "sizes",
                "Size of persons",
                "by area, as COCO has it",
                List.of(
                        new Chart.Bar("area below 32\u00b2", "small", census.small(), ""),
                        new Chart.Bar("area from 32\u00b2 to 96\u00b2", "medium", middle, ""),
                        new Chart.Bar("area from 96\u00b2 on", "large", census.large(), "")));
    }

    private Markup faultTable() {
        Markup out = new Markup();
        if (faults.isEmpty()) {
            return out;
        }
        out.raw("<details class=\"faults\" id=\"faults\" open=\"open\">")
                .element("summary", Numbers.count(faults.size(), "image") + " that cannot be shown");
        out.raw(
                "<div class=\"scroll\"><table><thead><tr><th>image</th><th>offset</th><th>reason</th></tr></thead><tbody>");
        for (ShowReport.Fault fault : faults.subList(0, Math.min(faults.size(), ShowReport.MAX_FAULTS))) {
            out.raw("<tr>").element("td", fault.key()).raw("<td class=\"n\">");
            out.text(Numbers.grouped(fault.offsetBytes())).raw("</td>").element("td", fault.reason());
            out.raw("</tr>\n");
        }
        return out.raw("</tbody></table></div></details>\n");
    }

    private static String colors() {
        StringBuilder css = new StringBuilder();
        for (int i = 0; i < 2 * PersonColors.COUNT; i++) {
            css.append(String.format(Locale.ROOT, ".k%d { background: #%06x; }%n", i, PersonColors.of(i + 1)));
        }
        css.append(String.format(
                Locale.ROOT,
                ".left { background: #%06x; }%n.right { background: #%06x; }%n.grey { background-color: #%06x; }%n",
                PersonColors.LEFT,
                PersonColors.RIGHT,
                PersonColors.UNANNOTATED));
        return css.toString();
    }

    private static final String VIEWS = """
        <section class="views"><fieldset><legend>Show</legend>
        <input type="radio" name="view" id="view-over" checked="checked"/><label for="view-over">Persons</label>
        <input type="radio" name="view" id="view-photo"/><label for="view-photo">Photo</label>
        <input type="radio" name="view" id="view-plane"/><label for="view-plane">Plane</label></fieldset>
        <ul class="signs"><li><i class="dot k0"></i><i class="dot k1"></i><i class="dot k2"></i> by number</li>
        <li><i class="dot grey"></i> no key points</li><li><i class="dot crowd"></i> crowd</li>
        <li><i class="dot left"></i> left limbs</li><li><i class="dot right"></i> right limbs</li>
        <li><i class="dot ring"></i> hidden joint</li></ul></section>
        """;

    private static final String FOOTER = """
        <footer>Point at a picture, or tap it, to see the photograph under it; point at a row to see its box.
        Made by <code>cameo coco show</code>. One file; it loads nothing from anywhere.</footer>
        """;
}
