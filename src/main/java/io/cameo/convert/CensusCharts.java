package io.cameo.convert;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The charts of a {@link RecordCensus}: labels, sizes, shapes. */
final class CensusCharts {
    private static final int MOST_BARS = 40;
    private static final int MOST_SHAPES = 8;

    private CensusCharts() {}

    static Markup labels(RecordCensus census) {
        LabelCounts.Entry[] entries = census.labels().sorted();
        if (entries.length <= MOST_BARS) {
            return perLabel(census, entries);
        }
        boolean whole = Arrays.stream(entries).allMatch(entry -> entry.label() == Math.rint(entry.label()));
        return whole && census.labels().others() == 0 ? perCount(entries) : perValue(census, entries);
    }

    static Markup sizes(RecordCensus census) {
        List<Chart.Bar> bars = new ArrayList<>();
        for (SizeCounts.Bin bin : census.sizes().bins(MOST_BARS)) {
            bars.add(new Chart.Bar(
                    Numbers.grouped(bin.fromBytes()) + " to " + Numbers.grouped(bin.toBytes()) + " bytes",
                    Numbers.bytes(bin.fromBytes()),
                    bin.count(),
                    "size>=" + bin.fromBytes() + " size<" + Math.max(bin.fromBytes() + 1, bin.toBytes())));
        }
        String mean =
                census.images() == 0 ? "" : Numbers.bytes(census.pictureBytes() / census.images()) + " on average";
        return Chart.columns("sizes", "Record sizes", mean, bars);
    }

    static Markup shapes(RecordCensus census) {
        List<Chart.Bar> bars = new ArrayList<>();
        ShapeCounts shapes = census.shapes();
        List<ShapeCounts.Entry> all = shapes.sorted();
        boolean fits = all.size() <= MOST_SHAPES && shapes.others() == 0;
        int shown = fits ? all.size() : Math.min(MOST_SHAPES - 1, all.size());
        for (ShapeCounts.Entry entry : all.subList(0, shown)) {
            ShapeCounts.Shape shape = entry.shape();
            if (shape.isKnown()) {
                String name = shape.widthPx() + "\u00d7" + shape.heightPx();
                bars.add(new Chart.Bar(
                        name + " pixels",
                        name,
                        entry.count(),
                        "width:" + shape.widthPx() + " height:" + shape.heightPx()));
            } else {
                bars.add(new Chart.Bar("no known image", "unknown", entry.count(), "width:0"));
            }
        }
        if (!fits) {
            long rest = shapes.others();
            for (ShapeCounts.Entry entry : all.subList(shown, all.size())) {
                rest += entry.count();
            }
            bars.add(new Chart.Bar("other shapes", "others", rest, ""));
        }
        return Chart.rows("shapes", "Image shapes", Numbers.count(shapes.distinct(), "shape"), bars);
    }

    /** Few labels: a bar for each. */
    private static Markup perLabel(RecordCensus census, LabelCounts.Entry[] entries) {
        List<Chart.Bar> bars = new ArrayList<>();
        for (LabelCounts.Entry entry : entries) {
            String label = Numbers.label(entry.label());
            bars.add(new Chart.Bar("label " + label, label, entry.count(), "label:" + label));
        }
        return Chart.columns("labels", "Images per label", labelNote(census), bars);
    }

    /** Many classes: how large they are, which is what tells a balanced set from another. */
    private static Markup perCount(LabelCounts.Entry[] entries) {
        int[] counts = Arrays.stream(entries)
                .mapToInt(LabelCounts.Entry::count)
                .sorted()
                .toArray();
        int least = counts[0];
        int most = counts[counts.length - 1];
        int width = Math.max(1, Math.ceilDiv(most - least + 1, MOST_BARS));
        long[] bins = new long[(most - least) / width + 1];
        for (int count : counts) {
            bins[(count - least) / width]++;
        }
        List<Chart.Bar> bars = new ArrayList<>();
        for (int i = 0; i < bins.length; i++) {
            int from = least + i * width;
            String range = width == 1 ? Numbers.count(from, "image") : from + " to " + (from + width - 1) + " images";
            bars.add(new Chart.Bar("labels with " + range, Numbers.grouped(from), bins[i], ""));
        }
        String note = Numbers.count(entries.length, "label") + ", median "
                + Numbers.count(counts[counts.length / 2], "image");
        return Chart.columns("labels", "Labels by number of images", note, bars);
    }

    /** Labels that are measurements, an age perhaps: a histogram of their values. */
    private static Markup perValue(RecordCensus census, LabelCounts.Entry[] entries) {
        LabelCounts.Entry[] finite = Arrays.stream(entries)
                .filter(entry -> Float.isFinite(entry.label()))
                .toArray(LabelCounts.Entry[]::new);
        List<Chart.Bar> bars = new ArrayList<>();
        long counted = 0;
        if (finite.length > 0) {
            double least = finite[0].label();
            double width = Math.max(Float.MIN_VALUE, (finite[finite.length - 1].label() - least) / MOST_BARS);
            long[] bins = new long[MOST_BARS];
            for (LabelCounts.Entry entry : finite) {
                bins[Math.clamp((long) ((entry.label() - least) / width), 0, MOST_BARS - 1)] += entry.count();
                counted += entry.count();
            }
            for (int i = 0; i < bins.length; i++) {
                String from = Numbers.rounded(least + i * width);
                String to = Numbers.rounded(least + (i + 1) * width);
                bars.add(new Chart.Bar("labels " + from + " to " + to, from, bins[i], ""));
            }
        }
        long rest = census.images() - census.withoutHeader() - counted;
        if (rest > 0) {
            bars.add(new Chart.Bar("not a number, infinite, or not told apart", "other", rest, ""));
        }
        return Chart.columns("labels", "Images by label", labelNote(census), bars);
    }

    private static String labelNote(RecordCensus census) {
        String more = census.labels().others() > 0 ? "more than " : "";
        return more + Numbers.count(census.labels().distinct(), "label");
    }
}
