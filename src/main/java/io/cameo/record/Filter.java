package io.cameo.record;

import io.cameo.bytes.PageFault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;

/**
 * Keeps the records of a file that meet all of some conditions, in their order, with their keys and bytes.
 *
 * <pre>{@code
 * FilterReport report = Filter.of(Path.of("all.rec")).labels(List.of(new Filter.Range(0, 99))).perLabel(50, 7)
 *         .to(Path.of("small.rec"));
 * }</pre>
 *
 * <p>Conditions are looked at in this order: labels, keys and sizes; then labels with too few records left go; then each
 * label is thinned out to a sample; {@link #invert(boolean)} turns the whole around. Where a {@code .cix} fits, labels and
 * sizes come from it and records that are not kept are never read, and so not checked either.
 *
 * <p>Set up and run on one thread.
 */
public final class Filter {
    private final Path rec;
    private List<Range> labels = List.of();
    private Set<String> keys = Set.of();
    private long minBytes;
    private long maxBytes = Long.MAX_VALUE;
    private int perLabel = Integer.MAX_VALUE;
    private long seed;
    private int minPerLabel;
    private boolean invert;
    private Watch watch = Watch.NONE;

    private Filter(Path rec) {
        this.rec = rec;
    }

    /**
     * Labels from one to another, both included.
     *
     * @param from the smallest
     * @param to the largest
     */
    public record Range(float from, float to) {
        public Range {
            if (!(from <= to)) {
                throw new IllegalArgumentException("not a range of labels: from=" + from + ", to=" + to);
            }
        }

        boolean holds(float label) {
            return label >= from && label <= to;
        }
    }

    /** Filters a record file with the index beside it, or with keys that count from 0 where there is none. */
    public static Filter of(Path rec) {
        return new Filter(rec);
    }

    /** Keeps records whose first label is in one of the ranges; records without an image header have none. */
    public Filter labels(List<Range> ranges) {
        labels = List.copyOf(ranges);
        return this;
    }

    /** Keeps records with these keys, all of which must be in the file. */
    public Filter keys(Set<String> wanted) {
        keys = Set.copyOf(wanted);
        return this;
    }

    /** Keeps records with a payload of at least so many bytes; 1 leaves InsightFace's identity records out. */
    public Filter minBytes(long bytes) {
        minBytes = bytes;
        return this;
    }

    /** Keeps records with a payload of at most so many bytes. */
    public Filter maxBytes(long bytes) {
        maxBytes = bytes;
        return this;
    }

    /** Keeps so many records of each label, drawn by seed and key; all where there are fewer. */
    public Filter perLabel(int records, long newSeed) {
        if (records < 1) {
            throw new IllegalArgumentException("a sample must have 1 record or more: actual=" + records);
        }
        perLabel = records;
        seed = newSeed;
        return this;
    }

    /** Drops labels that have fewer records. */
    public Filter minPerLabel(int records) {
        minPerLabel = records;
        return this;
    }

    /** Keeps what would be dropped and drops what would be kept. */
    public Filter invert(boolean on) {
        invert = on;
        return this;
    }

    public Filter watchedBy(Watch newWatch) {
        watch = newWatch;
        return this;
    }

    /**
     * Writes the kept records and their indexes. They appear whole or not at all; {@code out} may be the input.
     *
     * @throws io.cameo.bytes.CorruptDataException at the first damage in what is read, also where the index does not fit
     * @throws IllegalArgumentException if a wanted key is not in the file, or if some records go and those stay that name
     *     others by key (InsightFace's identity records)
     * @throws java.util.concurrent.CancellationException if the watch stopped the run
     */
    public FilterReport to(Path out) throws IOException {
        long startNanos = System.nanoTime();
        try (RecordSource source = RecordSource.open(rec)) {
            source.checkNotEmpty();
            checkKeys(source);
            BitSet kept = select(source);
            if (invert) {
                kept.flip(0, source.size());
            }
            if (kept.cardinality() < source.size() && MetaRecords.areKept(source, kept)) {
                MetaRecords.refuseIn(source);
            }
            try (RecordWriter writer = RecordWriter.create(out)) {
                source.copy(kept, writer, watch);
                source.file().checkWhole();
                writer.commit();
                return new FilterReport(
                        out, source.size(), writer.records(), writer.sizeBytes(), System.nanoTime() - startNanos);
            }
        } catch (InternalError fault) {
            throw PageFault.among(rec, fault);
        }
    }

    private void checkKeys(RecordSource source) {
        List<String> missing = new ArrayList<>();
        for (String key : keys) {
            if (source.index().find(key) < 0) {
                missing.add(key);
            }
        }
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("no record with this key: key=" + missing.getFirst() + ", file=" + rec
                    + (missing.size() == 1 ? "" : ", missing=" + missing.size()));
        }
    }

    private BitSet select(RecordSource source) {
        int records = source.size();
        boolean byLabel = perLabel < Integer.MAX_VALUE || minPerLabel > 1;
        BitSet kept = new BitSet(records);
        LabelSample sample = new LabelSample(byLabel ? records : 0);
        RecordView view = new RecordView();
        WatchedPhase phase = new WatchedPhase(watch, "selecting", records);
        for (int rank = 0; rank < records; rank++) {
            if (meets(source, rank, view)) {
                kept.set(rank);
                if (byLabel) {
                    sample.add(source.label(rank, view), KeyHash.of(seed, source, rank));
                }
            }
            phase.step();
        }
        phase.end();
        if (byLabel) {
            sample.thin(
                    kept,
                    minPerLabel,
                    perLabel,
                    rank -> source.label(rank, view),
                    rank -> KeyHash.of(seed, source, rank));
        }
        return kept;
    }

    private boolean meets(RecordSource source, int rank, RecordView view) {
        if (!keys.isEmpty() && !keys.contains(source.keyText(rank))) {
            return false;
        }
        if (!labels.isEmpty()) {
            float label = source.label(rank, view);
            if (labels.stream().noneMatch(range -> range.holds(label))) {
                return false;
            }
        }
        if (minBytes > 0 || maxBytes < Long.MAX_VALUE) {
            long bytes = source.payloadLength(rank, view);
            return bytes >= minBytes && bytes <= maxBytes;
        }
        return true;
    }
}
