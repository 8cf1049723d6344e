package io.cameo.record;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** Which record of a file goes to which part, and what the parts are called. Made for one file. */
final class SplitPlan {
    private static final int FEWEST_DIGITS = 3;
    private static final int EMPTY = -1;

    private final List<String> names;
    private final boolean rising;
    private final Rule rule;

    /** The part of a record; a view is at hand for those that must read it. */
    @FunctionalInterface
    private interface Rule {
        /** The part of a record, from 0; moves the view if it must read. */
        int partOf(int rank, RecordView view);
    }

    private SplitPlan(List<String> names, boolean rising, Rule rule) {
        this.names = names;
        this.rising = rising;
        this.rule = rule;
    }

    /** What the parts are called, in their order. */
    List<String> names() {
        return names;
    }

    /** Whether parts are runs of the file, so that one is finished before the next begins. */
    boolean isRising() {
        return rising;
    }

    /** The part of a record, from 0; moves the view if it must read. */
    int partOf(int rank, RecordView view) {
        return rule.partOf(rank, view);
    }

    /** The parts that MXNet's readers get without an index: cut by bytes. */
    static SplitPlan byBytes(RecordSource source, int parts) {
        int[] begins = new int[parts];
        int rank = 0;
        for (int part = 0; part < parts; part++) {
            List<RecordPartition.Span> spans = RecordPartition.byBytes(List.of(source.file()), part, parts);
            while (!spans.isEmpty() && source.offset(rank) < spans.getFirst().beginBytes()) {
                rank++;
            }
            begins[part] = spans.isEmpty() ? EMPTY : rank;
        }
        for (int part = parts - 1; part >= 0; part--) {
            int next = part == parts - 1 ? source.size() : begins[part + 1];
            begins[part] = begins[part] == EMPTY ? next : begins[part];
        }
        return runs(begins);
    }

    /** The parts that MXNet's readers get with an index: cut by number of records. */
    static SplitPlan byCount(RecordSource source, int parts) {
        int[] begins = new int[parts];
        Arrays.setAll(
                begins,
                part -> RecordPartition.byCount(source.size(), part, parts).beginRecord());
        return runs(begins);
    }

    static SplitPlan everySoMany(RecordSource source, int records) {
        int parts = Math.max(1, Math.ceilDiv(source.size(), records));
        int[] begins = new int[parts];
        Arrays.setAll(begins, part -> part * records);
        return runs(begins);
    }

    /** As many records to a part as fit, and at least the one that a record is. */
    static SplitPlan bySize(RecordSource source, long bytes) {
        OffsetList begins = new OffsetList(16);
        begins.add(0);
        int begin = 0;
        for (int rank = 0; rank < source.size(); rank++) {
            long recordBytes = source.sizeBytes(rank, rank + 1);
            if (recordBytes > bytes) {
                throw new IllegalArgumentException("a record is larger than a part may be: key=" + source.keyText(rank)
                        + ", size=" + recordBytes + ", limit=" + bytes);
            }
            if (source.sizeBytes(begin, rank + 1) > bytes) {
                begin = rank;
                begins.add((long) rank << 2); // a list of offsets holds multiples of 4 in half the room
            }
        }
        int[] ranks = new int[begins.size()];
        Arrays.setAll(ranks, part -> (int) (begins.get(part) >>> 2));
        return runs(ranks);
    }

    /** One part for each first label, in rising order, and one for records that have none or NaN. */
    static SplitPlan byLabel(RecordSource source, Watch watch) {
        TreeSet<Float> distinct = new TreeSet<>();
        RecordView view = new RecordView();
        WatchedPhase phase = new WatchedPhase(watch, "reading labels", source.size());
        for (int rank = 0; rank < source.size(); rank++) {
            distinct.add(same(source.label(rank, view)));
            phase.step();
        }
        phase.end();
        float[] labels = new float[distinct.size()];
        int at = 0;
        for (float label : distinct) {
            labels[at++] = label;
        }
        List<String> names = distinct.stream().map(SplitPlan::nameOf).toList();
        return new SplitPlan(names, false, (rank, seen) -> Arrays.binarySearch(labels, same(source.label(rank, seen))));
    }

    /** Each record to a part drawn by its key; the same key goes to the same part of every file. */
    static SplitPlan byRatio(RecordSource source, double[] ratios, long seed) {
        double[] ends = ratios.clone();
        for (int i = 1; i < ends.length; i++) {
            ends[i] += ends[i - 1];
        }
        ends[ends.length - 1] = 1; // whatever rounding left
        return new SplitPlan(numbered(ratios.length), false, (rank, view) -> {
            double place = KeyHash.fraction(KeyHash.of(seed, source, rank));
            int part = 0;
            while (place >= ends[part]) {
                part++;
            }
            return part;
        });
    }

    /** Parts that are runs of the file, by the rank at which each begins; an empty one begins with the one behind it. */
    private static SplitPlan runs(int[] begins) {
        IntUnaryOperator partOf = rank -> {
            int low = 0;
            int high = begins.length; // the first part that begins behind the record
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (begins[middle] <= rank) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low - 1;
        };
        return new SplitPlan(numbered(begins.length), true, (rank, view) -> partOf.applyAsInt(rank));
    }

    private static List<String> numbered(int parts) {
        int digits = Math.max(FEWEST_DIGITS, Integer.toString(parts - 1).length());
        return IntStream.range(0, parts)
                .mapToObj(part -> String.format(Locale.ROOT, "%0" + digits + "d", part))
                .toList();
    }

    private static String nameOf(float label) {
        if (Float.isNaN(label)) {
            return "label_none";
        }
        boolean whole = label == (long) label;
        return "label_" + (whole ? Long.toString((long) label) : Float.toString(label));
    }

    /** Labels that compare equal become one. */
    private static float same(float label) {
        return Float.isNaN(label) ? Float.NaN : label + 0f;
    }
}
