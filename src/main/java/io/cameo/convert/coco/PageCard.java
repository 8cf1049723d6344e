package io.cameo.convert.coco;

import io.cameo.convert.Markup;
import io.cameo.convert.Numbers;
import io.cameo.convert.PersonColors;
import io.cameo.dataset.coco.CocoCategory;
import io.cameo.dataset.coco.CocoImage;
import io.cameo.dataset.coco.CocoPerson;
import io.cameo.dataset.coco.CocoSample;
import io.cameo.image.Encoding;
import io.cameo.image.Image;
import io.cameo.mask.InstancePlane;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** An image of a page: its pictures one over the other, and a table of what is known of its persons. */
final class PageCard extends SampleRun.Made {
    private static final int SIDE_PX = 640;
    private static final double LARGEST_SCALE = 4;
    private static final int PHOTO_QUALITY = 80;
    /** Higher, because thin lines suffer first. */
    private static final int OVERLAY_QUALITY = 88;

    private static final int PNG_LEVEL = 9;
    /** So many rows are shown at once; more are behind a click. */
    private static final int OPEN_ROWS = 8;

    private Markup card = new Markup();

    static void make(CocoSample sample, Easel easel, PageCard into) {
        Image canvas = easel.photo(sample, SIDE_PX, SIDE_PX, LARGEST_SCALE);
        byte[] photo = easel.encode(canvas, Encoding.JPEG, PHOTO_QUALITY);
        easel.overlay().draw(sample, canvas);
        byte[] overlay = easel.encode(canvas, Encoding.JPEG, OVERLAY_QUALITY);
        easel.overlay().drawPlane(sample.plane(), canvas);
        byte[] plane = easel.encode(canvas, Encoding.PNG, PNG_LEVEL);
        CocoImage image = sample.image();
        Markup out = new Markup().raw("<li class=\"card\"><div class=\"stage\" tabindex=\"0\">");
        picture(out, "photo", "image/jpeg", photo, "image " + image.id());
        picture(out, "over", "image/jpeg", overlay, "persons of image " + image.id());
        picture(out, "plane", "image/png", plane, "instance plane of image " + image.id());
        boxes(out, sample);
        out.raw("</div>\n");
        caption(out, image.id(), image.fileName() + " \u00b7 " + image.widthPx() + "\u00d7" + image.heightPx());
        out.raw("<p>").text(CocoSheet.said(sample.people())).raw("</p>\n");
        table(out, sample);
        into.card = out.raw("</li>\n");
    }

    /** What there is, or why there is nothing. */
    Markup markup(SampleSource source) {
        String reason = fault();
        if (reason == null) {
            return card;
        }
        Markup out = new Markup().raw("<li class=\"card\"><div class=\"stage broken\"><span>\u26a0 ");
        out.text(reason).raw("</span></div>\n");
        caption(out, source.idAt(position()), "cannot be shown");
        return out.raw("</li>\n");
    }

    private static void picture(Markup out, String name, String type, byte[] bytes, String alt) {
        out.raw("<img loading=\"lazy\" decoding=\"async\"")
                .attribute("class", name)
                .attribute("alt", alt)
                .raw(" src=\"data:" + type + ";base64,")
                .raw(Base64.getEncoder().encodeToString(bytes))
                .raw("\"/>");
    }

    private static void boxes(Markup out, CocoSample sample) {
        CocoImage image = sample.image();
        out.raw("<svg xmlns=\"http://www.w3.org/2000/svg\" aria-hidden=\"true\"")
                .attribute("viewBox", "0 0 " + image.widthPx() + " " + image.heightPx())
                .raw(">");
        for (int row = 0; row < sample.people().size(); row++) {
            double[] box = sample.people().get(row).box();
            out.raw("<rect").attribute("data-n", row);
            out.attribute("x", number(box[0])).attribute("y", number(box[1]));
            out.attribute("width", number(Math.max(0, box[2])))
                    .attribute("height", number(Math.max(0, box[3])))
                    .raw("/>");
        }
        out.raw("</svg>");
    }

    private static void caption(Markup out, long id, String more) {
        out.raw("<h2><b>").text(Long.toString(id)).raw("</b> <bdi>").text(more).raw("</bdi></h2>\n");
    }

    private static void table(Markup out, CocoSample sample) {
        List<CocoPerson> people = sample.people();
        if (people.isEmpty()) {
            return;
        }
        out.raw(people.size() <= OPEN_ROWS ? "<details open=\"open\">" : "<details>")
                .element("summary", Numbers.count(people.size(), "annotation"));
        out.raw("<div class=\"scroll\"><table><thead><tr><th>no.</th><th>id</th><th>area</th><th>seen</th>")
                .raw("<th>box</th><th>points</th><th></th></tr></thead><tbody>\n");
        long[] seen = seen(sample.plane());
        for (int row = 0; row < people.size(); row++) {
            CocoPerson person = people.get(row);
            boolean numbered = person.index() > 0;
            int number = person.index() & sample.plane().format().indexBits();
            out.raw("<tr").attribute("data-n", row).raw("><td><i").attribute("class", swatch(person, number));
            out.raw("></i>")
                    .text(numbered ? Integer.toString(person.index()) : "")
                    .raw("</td><td class=\"n\">");
            out.text(Long.toString(person.id())).raw("</td><td class=\"n\">");
            out.text(Numbers.grouped(Math.round(person.area()))).raw("</td><td class=\"n\">");
            out.text(numbered ? Numbers.grouped(seen[number]) : "").raw("</td><td class=\"n\">");
            out.text(box(person.box())).raw("</td><td class=\"n\">");
            out.text(points(person)).raw("</td><td>");
            out.text(flags(sample, person, numbered && seen[number] == 0)).raw("</td></tr>\n");
        }
        out.raw("</tbody></table></div></details>\n");
    }

    /** How many pixels show each number; index 0 is not counted. */
    private static long[] seen(InstancePlane plane) {
        long[] seen = new long[plane.format().indexBits() + 1];
        for (int index = plane.highestIndex(); index > 0; index--) {
            seen[index] = plane.instance(index).count();
        }
        return seen;
    }

    private static String swatch(CocoPerson person, int number) {
        if (person.crowd()) {
            return "dot crowd";
        }
        return person.unannotated()
                ? "dot grey"
                : number == 0 ? "dot none" : "dot k" + (number - 1) % (2 * PersonColors.COUNT);
    }

    private static String points(CocoPerson person) {
        int all = person.keypoints().length / 3;
        return all == 0 || person.crowd() ? "" : PeopleCensus.marked(person.keypoints()) + "/" + all;
    }

    private static String flags(CocoSample sample, CocoPerson person, boolean hidden) {
        List<String> flags = new ArrayList<>();
        for (CocoCategory category : sample.categories()) {
            if (category.id() == person.categoryId() && !category.name().equals("person")) {
                flags.add(category.name());
            }
        }
        if (person.crowd()) {
            flags.add("crowd");
        } else if (person.index() == 0) {
            flags.add("takes no part");
        }
        if (hidden) {
            flags.add("hidden");
        }
        return String.join(", ", flags);
    }

    private static String box(double[] box) {
        return String.format(Locale.ROOT, "%.0f, %.0f  %.0f\u00d7%.0f", box[0], box[1], box[2], box[3]);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
