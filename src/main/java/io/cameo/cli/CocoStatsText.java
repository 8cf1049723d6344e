package io.cameo.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cameo.convert.Numbers;
import io.cameo.convert.coco.CocoStats;
import io.cameo.convert.coco.Spread;
import io.cameo.dataset.coco.CocoOddities;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/** A {@link CocoStats} as aligned lines for people, or as JSON. */
final class CocoStatsText {
    private static final int MOST_CATEGORIES = 10;

    private final CocoStats stats;
    private final PrintStream out;

    CocoStatsText(CocoStats stats, PrintStream out) {
        this.stats = stats;
        this.out = out;
    }

    void print() {
        out.println(stats.json() + ", " + Numbers.bytes(stats.sizeBytes()) + (stats.results() ? ", results" : "")
                + String.format(Locale.ROOT, ", read in %.1f s", stats.wallNanos() / 1e9));
        row(
                "images",
                Numbers.grouped(stats.images()) + ", of which " + Numbers.grouped(stats.imagesWithAnnotations())
                        + " with annotations, " + Numbers.grouped(stats.imagesWithInstances()) + " with instances");
        row(
                "annotations",
                Numbers.grouped(stats.annotations()) + ": " + Numbers.count(stats.instances(), "instance") + ", "
                        + Numbers.count(stats.crowds(), "crowd"));
        row(
                "key points",
                Numbers.count(stats.withKeypoints(), "instance") + " with " + Numbers.grouped(stats.keypoints()));
        row("each image", spread(stats.perImage(), "instance"));
        row("masks", forms(stats.forms()));
        row("each polygon", spread(stats.vertices(), "vertex"));
        categories();
        StringJoiner unusual = new StringJoiner(", ");
        add(unusual, stats.areaZero(), "of area 0");
        add(unusual, stats.bad(), "unreadable");
        CocoOddities oddities = stats.oddities();
        add(unusual, oddities.duplicateImages().count(), "images twice");
        add(unusual, oddities.duplicateAnnotations().count(), "annotations twice");
        add(unusual, oddities.strayAnnotations().count(), "of unlisted images");
        add(unusual, oddities.unknownCategories().count(), "of unlisted categories");
        row("unusual", unusual.length() == 0 ? "nothing" : unusual + ": 'cameo coco check' tells which");
    }

    private static void add(StringJoiner text, long count, String what) {
        if (count > 0) {
            text.add(Numbers.grouped(count) + " " + what);
        }
    }

    private void row(String name, String text) {
        out.printf(Locale.ROOT, "  %-12s  %s%n", name, text);
    }

    private static String spread(Spread spread, String noun) {
        if (spread.number() == 0) {
            return "none";
        }
        String nouns = noun.equals("vertex") ? "vertices" : noun + "s";
        return String.format(
                Locale.ROOT,
                "mean %.2f, median %s, P90 %s, most %s %s",
                spread.mean(),
                half(spread.median()),
                Numbers.grouped(spread.p90()),
                Numbers.grouped(spread.most()),
                spread.most() == 1 ? noun : nouns);
    }

    /** A median is whole or half-way between two whole numbers. */
    private static String half(double median) {
        return median == Math.rint(median)
                ? Numbers.grouped((long) median)
                : String.format(Locale.ROOT, "%,.1f", median);
    }

    private static String forms(CocoStats.Forms forms) {
        StringJoiner text = new StringJoiner(", ");
        if (forms.polygons() > 0) {
            text.add(Numbers.count(forms.polygons(), "polygon") + " (" + Numbers.grouped(forms.ofSeveralParts())
                    + " of several parts)");
        }
        add(text, forms.runs(), "uncompressed");
        add(text, forms.compressed(), "compressed");
        add(text, forms.none(), "absent");
        return text.length() == 0 ? "none" : text.toString();
    }

    private void categories() {
        List<CocoStats.Category> byNumber = stats.categories().stream()
                .filter(category -> category.annotations() > 0)
                .sorted(Comparator.comparingLong(CocoStats.Category::annotations)
                        .reversed())
                .toList();
        String name = "categories";
        for (CocoStats.Category category : byNumber.subList(0, Math.min(MOST_CATEGORIES, byNumber.size()))) {
            String called = category.name().isEmpty() ? "id " + category.id() : category.name();
            row(name, String.format(Locale.ROOT, "%,9d  %s", category.annotations(), Console.printable(called)));
            name = "";
        }
        if (byNumber.size() > MOST_CATEGORIES) {
            row("", "           and " + Numbers.grouped(byNumber.size() - MOST_CATEGORIES) + " more");
        }
    }

    static void writeJson(CocoStats stats, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("annotations_file", stats.json().toString());
        out.writeNumberField("size_bytes", stats.sizeBytes());
        out.writeBooleanField("results", stats.results());
        out.writeNumberField("images", stats.images());
        out.writeNumberField("images_with_annotations", stats.imagesWithAnnotations());
        out.writeNumberField("images_with_instances", stats.imagesWithInstances());
        out.writeNumberField("annotations", stats.annotations());
        out.writeNumberField("instances", stats.instances());
        out.writeNumberField("crowds", stats.crowds());
        out.writeNumberField("instances_with_keypoints", stats.withKeypoints());
        out.writeNumberField("keypoints", stats.keypoints());
        out.writeNumberField("area_zero", stats.areaZero());
        out.writeNumberField("unreadable", stats.bad());
        writeSpread("instances_per_image", stats.perImage(), out);
        writeSpread("vertices_per_polygon", stats.vertices(), out);
        out.writeObjectFieldStart("segmentations");
        out.writeNumberField("polygons", stats.forms().polygons());
        out.writeNumberField("polygons_of_several_parts", stats.forms().ofSeveralParts());
        out.writeNumberField("uncompressed", stats.forms().runs());
        out.writeNumberField("compressed", stats.forms().compressed());
        out.writeNumberField("absent", stats.forms().none());
        out.writeEndObject();
        out.writeArrayFieldStart("categories");
        for (CocoStats.Category category : stats.categories()) {
            out.writeStartObject();
            out.writeNumberField("id", category.id());
            out.writeStringField("name", category.name());
            out.writeNumberField("annotations", category.annotations());
            out.writeEndObject();
        }
        out.writeEndArray();
        CocoOddities oddities = stats.oddities();
        out.writeNumberField("images_twice", oddities.duplicateImages().count());
        out.writeNumberField(
                "annotations_twice", oddities.duplicateAnnotations().count());
        out.writeNumberField(
                "annotations_of_unlisted_images", oddities.strayAnnotations().count());
        out.writeNumberField(
                "annotations_of_unlisted_categories",
                oddities.unknownCategories().count());
        out.writeNumberField("seconds", stats.wallNanos() / 1e9);
        out.writeEndObject();
    }

    private static void writeSpread(String name, Spread spread, JsonGenerator out) throws IOException {
        out.writeObjectFieldStart(name);
        out.writeNumberField("number", spread.number());
        out.writeNumberField("mean", spread.mean());
        out.writeNumberField("median", spread.median());
        out.writeNumberField("p90", spread.p90());
        out.writeNumberField("most", spread.most());
        out.writeEndObject();
    }
}
