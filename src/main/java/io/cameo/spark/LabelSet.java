package io.cameo.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * The first labels that a {@link RecordFilter} lets through where it asks for nothing else: runs of numbers, found once, so
 * that millions of labels can be tested without boxing them. Immutable.
 *
 * <p>Labels are put in Spark's order as integers: -0 is 0, NaN is one number above all others. Between two neighbouring
 * numbers that a filter names, nothing that it can ask changes, so that one of each gap answers for all.
 */
final class LabelSet {
    private static final int NAN = Integer.MAX_VALUE;
    private static final int LOWEST = rank(Float.NEGATIVE_INFINITY);

    private final int[] begins;
    private final int[] ends;
    private final boolean unlabelled;

    private LabelSet(List<Integer> begins, List<Integer> ends, boolean unlabelled) {
        this.begins = begins.stream().mapToInt(Integer::intValue).toArray();
        this.ends = ends.stream().mapToInt(Integer::intValue).toArray();
        this.unlabelled = unlabelled;
    }

    /**
     * What a filter lets through.
     *
     * @throws IllegalArgumentException if it asks for keys
     */
    static LabelSet of(RecordFilter filter) {
        if (filter.uses(RecordColumn.KEY)) {
            throw new IllegalArgumentException("filter asks for keys: filter=" + filter);
        }
        TreeSet<Integer> starts = new TreeSet<>(List.of(LOWEST, NAN));
        for (float named : filter.labels()) {
            int rank = rank(named);
            starts.add(rank);
            if (rank < NAN) {
                starts.add(rank + 1);
            }
        }
        List<Integer> begins = new ArrayList<>();
        List<Integer> ends = new ArrayList<>();
        for (int start : starts) {
            Integer next = starts.higher(start);
            int end = next == null ? NAN : next - 1;
            if (!filter.accepts(null, label(start))) {
                continue;
            }
            if (!ends.isEmpty() && ends.getLast() == start - 1) {
                ends.set(ends.size() - 1, end);
            } else {
                begins.add(start);
                ends.add(end);
            }
        }
        return new LabelSet(begins, ends, filter.accepts(null, null));
    }

    /** Whether a record is let through; {@code label} means nothing where it has no image header. */
    boolean holds(boolean hasHeader, float label) {
        if (!hasHeader) {
            return unlabelled;
        }
        int rank = rank(label);
        int low = 0;
        int high = ends.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ends[middle] < rank) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low < ends.length && rank >= begins[low];
    }

    private static int rank(float label) {
        if (Float.isNaN(label)) {
            return NAN;
        }
        int bits = Float.floatToRawIntBits(label);
        return bits >= 0 ? bits : Integer.MIN_VALUE - bits;
    }

    /** The label of a rank; not a number for those that no label has. */
    private static float label(int rank) {
        return Float.intBitsToFloat(rank >= 0 ? rank : Integer.MIN_VALUE - rank);
    }
}
