package io.cameo.convert;

import io.cameo.image.ImageHeader;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How many pictures have which width and height, in bounded memory: what is new beyond a limit is counted together. */
final class ShapeCounts {
    private static final int MAX_DISTINCT = 1 << 14;

    private static final Comparator<Entry> MOST_COMMON_FIRST = Comparator.comparingLong(Entry::count)
            .reversed()
            .thenComparingInt(entry -> entry.shape().widthPx())
            .thenComparingInt(entry -> entry.shape().heightPx());

    private final Map<Shape, Long> counts = new HashMap<>();
    private long others;

    /** Width and height of a picture as stored; 0 x 0 where its header does not tell. */
    record Shape(int widthPx, int heightPx) {
        static final Shape UNKNOWN = new Shape(0, 0);

        static Shape of(MemorySegment picture) {
            ImageHeader header = ImageHeader.of(picture);
            return header.hasSize() ? new Shape(header.widthPx(), header.heightPx()) : UNKNOWN;
        }

        boolean isKnown() {
            return !equals(UNKNOWN);
        }
    }

    /** A shape and how many pictures have it. */
    record Entry(Shape shape, long count) {}

    void add(MemorySegment picture) {
        add(Shape.of(picture), 1);
    }

    private void add(Shape shape, long count) {
        if (counts.containsKey(shape) || counts.size() < MAX_DISTINCT) {
            counts.merge(shape, count, Long::sum);
        } else {
            others += count;
        }
    }

    void merge(ShapeCounts more) {
        more.counts.forEach(this::add);
        others += more.others;
    }

    void clear() {
        counts.clear();
        others = 0;
    }

    /** How many shapes are told apart, the unknown one included. */
    int distinct() {
        return counts.size();
    }

    /** Pictures whose shape came too late to be told apart. */
    long others() {
        return others;
    }

    /** Pictures of a shape. */
    long count(Shape shape) {
        return counts.getOrDefault(shape, 0L);
    }

    /** The most common first, the smaller first of those that are as common. */
    List<Entry> sorted() {
        List<Entry> entries = new ArrayList<>();
        counts.forEach((shape, count) -> entries.add(new Entry(shape, count)));
        entries.sort(MOST_COMMON_FIRST);
        return entries;
    }
}
