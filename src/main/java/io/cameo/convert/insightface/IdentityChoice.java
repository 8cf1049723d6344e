package io.cameo.convert.insightface;

import io.cameo.dataset.insightface.FaceRecords;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Identities by their labels: single ones and ranges, both ends included. Immutable. */
public final class IdentityChoice {
    private final List<Range> ranges;

    private IdentityChoice(List<Range> ranges) {
        this.ranges = List.copyOf(ranges);
    }

    private record Range(long first, long last) {}

    /**
     * Reads {@code 1,5,10-20}; labels may be negative, as in {@code -1,-5--3}. Items may also stand on lines of their own.
     *
     * @throws IllegalArgumentException if an item is neither a whole number nor a range, or there is none
     */
    public static IdentityChoice parse(String text) {
        List<Range> ranges = new ArrayList<>();
        for (String item : text.split("[,\\s]+", -1)) {
            if (!item.isEmpty()) {
                int dash = item.indexOf('-', 1); // a dash in front is a sign
                long first = number(item, dash < 0 ? item : item.substring(0, dash));
                long last = dash < 0 ? first : number(item, item.substring(dash + 1));
                if (last < first) {
                    throw new IllegalArgumentException("range of labels ends before it begins: range=" + item);
                }
                ranges.add(new Range(first, last));
            }
        }
        if (ranges.isEmpty()) {
            throw new IllegalArgumentException("no label is named: text='" + text.strip() + "'");
        }
        return new IdentityChoice(ranges);
    }

    /** For each identity of a set, whether it was chosen. */
    BitSet of(FaceRecords faces) {
        BitSet chosen = new BitSet(faces.identities());
        for (Range range : ranges) {
            for (int i = firstFrom(faces, range.first());
                    i < faces.identities() && faces.labelOf(i) <= range.last();
                    i++) {
                chosen.set(i);
            }
        }
        return chosen;
    }

    /** Single labels that no identity of a set has. */
    List<Long> absent(FaceRecords faces) {
        return ranges.stream()
                .filter(range -> range.first() == range.last() && faces.find((double) range.first()) < 0)
                .map(Range::first)
                .toList();
    }

    /** The first identity whose label is not below. Identities are in ascending order of labels, NaN last. */
    private static int firstFrom(FaceRecords faces, long label) {
        int low = 0;
        int high = faces.identities();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Double.compare(faces.labelOf(middle), (double) label) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static long number(String item, String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException wrong) {
            throw new IllegalArgumentException(
                    "not a whole label and no range of them, as 1,5,10-20: item=" + item, wrong);
        }
    }
}
