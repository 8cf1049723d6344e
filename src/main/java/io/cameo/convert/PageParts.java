package io.cameo.convert;

import io.cameo.image.ImageHeader;
import io.cameo.record.RecordIndex;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** Puts the parts of a page together. The order on the page: what the file is, histograms, damage, search, pictures. */
final class PageParts {
    private final RecordAccess records;
    private final RecordCensus census;
    private final ChosenRecords chosen;
    private final RecordChoice choice;
    private final Markup gallery = new Markup();
    private int tiles;

    PageParts(RecordAccess records, RecordCensus census, ChosenRecords chosen, RecordChoice choice) {
        this.records = records;
        this.census = census;
        this.chosen = chosen;
        this.choice = choice;
    }

    int tiles() {
        return tiles;
    }

    /** The next tile of the gallery. */
    void add(Thumbnail thumbnail) {
        tiles++;
        String label = thumbnail.shortLabel();
        int extra = Math.max(0, thumbnail.labelCount - Thumbnail.MAX_LABELS);
        ImageHeader header = thumbnail.header;
        gallery.raw("<li><button type=\"button\" class=\"tile\"")
                .attribute("data-k", thumbnail.key)
                .attribute("data-l", thumbnail.labelText())
                .attribute("data-s", thumbnail.payloadBytes)
                .attribute("data-w", header == null ? 0 : header.widthPx())
                .attribute("data-h", header == null ? 0 : header.heightPx())
                .attribute("data-p", thumbnail.position)
                .attribute("data-o", thumbnail.offsetBytes)
                .attribute("data-i", header == null ? "" : describe(header));
        if (extra > 0) {
            gallery.attribute("data-n", extra);
        }
        gallery.raw(">");
        if (thumbnail.fault == null) {
            gallery.raw("<img loading=\"lazy\" decoding=\"async\"")
                    .attribute("width", thumbnail.widthPx)
                    .attribute("height", thumbnail.heightPx)
                    .attribute("alt", "record " + thumbnail.key)
                    .raw(" src=\"data:image/jpeg;base64,")
                    .raw(Base64.getEncoder().encodeToString(thumbnail.bytes))
                    .raw("\"/>");
        } else {
            gallery.raw("<span class=\"broken\">\u26a0 ")
                    .text(String.valueOf(thumbnail.fault))
                    .raw("</span>");
        }
        gallery.raw("<b>").element("bdi", thumbnail.key);
        if (!label.isEmpty()) {
            gallery.element("i", label);
        }
        gallery.raw("</b>");
        gallery.element("small", smallPrint(thumbnail)).raw("</button></li>\n");
    }

    /** The whole page, in pieces that belong behind each other. */
    List<Markup> page(int thumbPx, List<ShowReport.Fault> faults, int faulty) throws IOException {
        String name = String.valueOf(records.path().getFileName());
        PageFrame frame = new PageFrame(
                name + " \u2013 Cameo", ":root { --thumb: " + thumbPx + "px; }\n", PageFrame.resource("page.js"));
        Markup page = frame.head();
        page.raw("<header>")
                .element("h1", name)
                .raw("<p class=\"sub\">")
                .text(said())
                .raw("</p></header>\n");
        page.append(facts(faulty)).raw("<section class=\"charts\" aria-label=\"Histograms of the whole file\">");
        page.append(CensusCharts.labels(census))
                .append(CensusCharts.sizes(census))
                .append(CensusCharts.shapes(census))
                .raw("</section>\n");
        page.append(faultTable(faults, faulty)).raw(FINDER);
        page.raw("<ul class=\"gallery\" id=\"gallery\">\n");
        Markup tail = new Markup().raw("</ul>\n");
        tail.raw("<p class=\"nothing\" id=\"nothing\"" + (tiles > 0 ? " hidden=\"hidden\"" : "") + ">")
                .text(tiles > 0 ? "Nothing here fits this search." : "There is no picture to show.")
                .raw("</p>\n");
        tail.raw(DIALOG).append(frame.foot());
        return List.of(page, gallery, tail);
    }

    /** What part of the file the pictures are. */
    private String said() {
        String of = Numbers.count(chosen.matching(), "record");
        boolean filtered = !choice.keys().isEmpty() || !choice.labels().isEmpty();
        String which = filtered ? " that were asked for" : choice.begin() > 0 ? " from position " + choice.from() : "";
        String left =
                chosen.empty() > 0 ? ", without " + Numbers.grouped(chosen.empty()) + " that hold no picture" : "";
        if (chosen.positions().length + chosen.empty() >= chosen.matching()) {
            return "Pictures: all of " + of + which + left + ".";
        }
        String how = choice.seed() != null
                ? "a random sample (seed " + choice.seed() + ") of "
                : choice.from() != null ? "the first of " : "spread evenly over ";
        return "Pictures: " + Numbers.grouped(chosen.positions().length) + ", " + how + of + which + left
                + ". The figures below are of the whole file.";
    }

    private Markup facts(int faulty) {
        Markup out = new Markup().raw("<dl class=\"facts\">");
        fact(out, "records", Numbers.grouped(records.size()));
        fact(out, "file", Numbers.bytes(records.sizeBytes()));
        fact(
                out,
                "labels",
                (census.labels().others() > 0 ? "> " : "")
                        + Numbers.grouped(census.labels().distinct()));
        if (census.empty() > 0) {
            fact(out, "without a picture", Numbers.grouped(census.empty()));
        }
        if (census.withoutHeader() > 0) {
            fact(out, "without image header", Numbers.grouped(census.withoutHeader()));
        }
        out.raw(faulty > 0 ? "<div class=\"alarm\">" : "<div>").raw("<dt>faulty</dt><dd>");
        if (faulty > 0) {
            out.raw("<a href=\"#faults\">").text(Numbers.grouped(faulty)).raw("</a>");
        } else {
            out.text("none seen");
        }
        out.raw("</dd></div><div><dt>index</dt><dd class=\"words\">").text(indexState());
        return out.raw("</dd></div></dl>\n");
    }

    private static void fact(Markup out, String name, String value) {
        out.append(PageFrame.fact(name, value));
    }

    private String indexState() {
        RecordIndex index = records.index();
        String fault = records.indexFault();
        if (fault != null) {
            return "cannot be read, so keys count from 0 (" + fault + ")";
        }
        if (index == null) {
            return "none: keys count from 0";
        }
        long unlisted = records.sizeBytes() - census.coveredBytes();
        String fits = census.unreadable() > 0
                ? "some point to no sound record"
                : unlisted == 0
                        ? "covers the whole file"
                        : unlisted > 0
                                ? Numbers.grouped(unlisted) + " bytes of the file are in no entry"
                                : "some records have several entries";
        return Numbers.count(index.size(), "entry").replace("entrys", "entries")
                + (index.hasTextKeys() ? " with text keys; " : "; ")
                + fits;
    }

    private static Markup faultTable(List<ShowReport.Fault> faults, int faulty) {
        Markup out = new Markup();
        if (faulty == 0) {
            return out;
        }
        out.raw("<details class=\"faults\" id=\"faults\" open=\"open\">")
                .element("summary", Numbers.count(faulty, "record") + ", damaged or no known image");
        out.raw("<div class=\"scroll\"><table><thead><tr><th>key</th><th>position</th><th>offset</th><th>reason</th>")
                .raw("</tr></thead><tbody>\n");
        for (ShowReport.Fault fault : faults) {
            out.raw("<tr><td>").element("bdi", fault.key()).raw("</td><td class=\"n\">");
            out.text(Numbers.grouped(fault.position())).raw("</td><td class=\"n\">");
            out.text(Numbers.grouped(fault.offsetBytes())).raw("</td>");
            out.element("td", fault.reason()).raw("</tr>\n");
        }
        out.raw("</tbody></table></div>");
        if (faults.size() < faulty) {
            out.element("p", "These are the first " + Numbers.grouped(faults.size()) + ".");
        }
        return out.raw("</details>\n");
    }

    private static String smallPrint(Thumbnail thumbnail) {
        ImageHeader header = thumbnail.header;
        if (header == null || thumbnail.payloadBytes < 0) {
            return "cannot be read";
        }
        String size = Numbers.bytes(thumbnail.payloadBytes);
        return header.hasSize() ? size + " \u00b7 " + header.widthPx() + "\u00d7" + header.heightPx() : size;
    }

    private static String describe(ImageHeader header) {
        String kind = header.kind().name().toLowerCase(Locale.ROOT);
        if (!header.hasSize()) {
            return kind;
        }
        StringBuilder text = new StringBuilder(kind);
        text.append(" \u00b7 ").append(header.widthPx()).append('\u00d7').append(header.heightPx());
        if (header.channels() > 0) {
            text.append('\u00d7').append(header.channels());
        }
        if (header.bitsPerSample() > 0) {
            text.append(" \u00b7 ").append(header.bitsPerSample()).append(" bit");
        }
        if (header.exifOrientation() != 1) {
            text.append(" \u00b7 EXIF orientation ").append(header.exifOrientation());
        }
        return text.append(header.progressive() ? " \u00b7 progressive" : "").toString();
    }

    private static final String FINDER = """
        <section class="finder" id="finder" hidden="hidden"><form id="form" role="search">
        <input type="search" id="search" aria-label="Search by key or label" autocomplete="off" spellcheck="false"
         placeholder="key, label:7, size&gt;9000"/>
        <select id="sort" aria-label="Order" data-now="record"><option value="record">as chosen</option>
        <option value="label">by label</option><option value="large">largest first</option>
        <option value="small">smallest first</option></select>
        <output id="found" aria-live="polite"></output></form>
        <details class="how"><summary>How to search</summary>
        <p><code>ada</code> is found in keys and labels. <code>key:12</code>, <code>key:12-40</code>, <code>label:7</code>,
        <code>label:3-5</code>, <code>size&gt;9000</code> (bytes), <code>width:112</code>, <code>height&lt;=64</code>,
        <code>is:bad</code>. The label is a record's first one. Several words must all fit. Click a bar to search for
        it. <code>/</code> goes to the search, <code>Enter</code> on a picture enlarges it, the arrow keys go on from
        there, <code>Esc</code> comes back.</p></details></section>
        """;

    private static final String DIALOG = """
        <dialog id="big" aria-labelledby="bigkey"><div class="big"><div class="stage"><img alt="" src="data:,"/><p></p></div>
        <div class="side"><h2 id="bigkey">Record <bdi></bdi></h2><dl></dl><div class="keys">
        <button type="button" id="before" aria-label="Previous">\u2190</button>
        <button type="button" id="after" aria-label="Next">\u2192</button>
        <button type="button" id="close">Close</button></div></div></div></dialog>
        <footer>Made by <code>cameo show</code>. One file; it loads nothing from anywhere.</footer>
        """;
}
