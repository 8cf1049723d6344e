package io.cameo.record;

import io.cameo.bytes.PageFault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts several record files into one, record by record, in the order given.
 *
 * <pre>{@code
 * MergeReport report = Merge.of(List.of(first, second)).labelsBehindEachOther().to(Path.of("both.rec"));
 * }</pre>
 *
 * <p>Keys are numbered anew from 0 unless they are kept; an id that was the key follows it. Labels stay unless told. Where
 * a key or label changes, the image header is rewritten and the payload is not; every other record keeps its bytes.
 *
 * <p>Set up and run on one thread.
 */
public final class Merge {
    private final List<Path> recs;
    private @Nullable OnCollision onCollision;
    private boolean keepIds;
    private boolean labelsBehindEachOther;
    private List<Double> labelOffsets = List.of();
    private @Nullable LabelTable labelTable;
    private Watch watch = Watch.NONE;

    private Merge(List<Path> recs) {
        this.recs = List.copyOf(recs);
    }

    /** What to do with a record whose key an earlier record has. */
    public enum OnCollision {
        /** Refuse the merge, before anything is written. */
        REFUSE,
        /** Give it the next number above all keys. */
        RENUMBER,
        /** Leave it out: the first record with a key is the one that stays. */
        SKIP
    }

    /** Merges record files, each with the index beside it, or with keys that count from 0 where there is none. */
    public static Merge of(List<Path> recs) {
        if (recs.isEmpty()) {
            throw new IllegalArgumentException("there is nothing to merge: inputs=0");
        }
        return new Merge(recs);
    }

    /** Keeps keys instead of numbering anew. */
    public Merge keepKeys(OnCollision policy) {
        onCollision = policy;
        return this;
    }

    /** Leaves the ids in the headers alone; unless told, an id that was the key becomes the new key. */
    public Merge keepIds(boolean on) {
        keepIds = on;
        return this;
    }

    /** Shifts the first labels of each input behind the largest of the one before. They must be 0 or more. */
    public Merge labelsBehindEachOther() {
        labelsBehindEachOther = true;
        return this;
    }

    /** Adds an offset to the first labels of each input. */
    public Merge labelOffsets(List<Double> offsetOfEachInput) {
        labelOffsets = List.copyOf(offsetOfEachInput);
        return this;
    }

    /** Replaces first labels by what a table says, which must name every label that occurs. */
    public Merge labelTable(LabelTable table) {
        labelTable = table;
        return this;
    }

    public Merge watchedBy(Watch newWatch) {
        watch = newWatch;
        return this;
    }

    /**
     * Writes the merged file and its indexes. They appear whole or not at all; {@code out} may be an input.
     *
     * @throws io.cameo.bytes.CorruptDataException at the first damage, also where an index does not fit
     * @throws IllegalArgumentException if keys collide and that is to be refused, if kept keys are partly text, if a label
     *     cannot become what it should, or if records name others by key (InsightFace's identity records)
     * @throws java.util.concurrent.CancellationException if the watch stopped the run
     */
    public MergeReport to(Path out) throws IOException {
        try {
            return merge(out);
        } catch (InternalError fault) {
            throw PageFault.among(recs.getFirst(), fault);
        }
    }

    private MergeReport merge(Path out) throws IOException {
        long startNanos = System.nanoTime();
        List<RecordSource> sources = new ArrayList<>();
        try {
            for (Path rec : recs) {
                sources.add(RecordSource.open(rec));
            }
            MergedKeys keys = new MergedKeys(sources, onCollision);
            MergedLabels labels = labels(sources);
            if (onCollision == null || !labels.changeNothing()) {
                sources.forEach(MetaRecords::refuseIn);
            }
            return write(out, sources, keys, labels, startNanos);
        } finally {
            sources.forEach(RecordSource::close);
        }
    }

    private MergedLabels labels(List<RecordSource> sources) {
        if (labelTable != null) {
            return MergedLabels.mapped(sources.size(), labelTable);
        }
        if (labelsBehindEachOther) {
            return MergedLabels.behindEachOther(sources, watch);
        }
        return labelOffsets.isEmpty()
                ? MergedLabels.kept(sources.size())
                : MergedLabels.shifted(labelOffsets, sources.size());
    }

    private MergeReport write(
            Path out, List<RecordSource> sources, MergedKeys keys, MergedLabels labels, long startNanos)
            throws IOException {
        long records = sources.stream().mapToLong(RecordSource::size).sum();
        DiskRoom.check(
                out,
                sources.stream().mapToLong(source -> source.file().sizeBytes()).sum(),
                records);
        RecordEdit edit = new RecordEdit(!keepIds);
        List<MergeReport.Input> inputs = new ArrayList<>();
        WatchedPhase phase = new WatchedPhase(watch, "merging", records);
        try (RecordWriter writer = RecordWriter.create(out)) {
            for (int input = 0; input < sources.size(); input++) {
                RecordSource source = sources.get(input);
                long before = writer.records();
                copy(input, source, keys, labels, edit, writer, phase);
                inputs.add(new MergeReport.Input(
                        source.file().path(), source.size(), writer.records() - before, labels.offset(input)));
            }
            phase.end();
            sources.forEach(source -> source.file().checkWhole());
            writer.commit();
            return new MergeReport(
                    out,
                    inputs,
                    writer.records(),
                    keys.renumbered(),
                    writer.sizeBytes(),
                    System.nanoTime() - startNanos);
        }
    }

    private static void copy(
            int input,
            RecordSource source,
            MergedKeys keys,
            MergedLabels labels,
            RecordEdit edit,
            RecordWriter writer,
            WatchedPhase phase)
            throws IOException {
        source.checkNotEmpty();
        RecordView view = new RecordView();
        boolean sameLabels = labels.changeNothing();
        for (int rank = 0; rank < source.size(); rank++) {
            phase.step();
            source.read(rank, view);
            int crc = source.checkedCrc(rank, view);
            if (!keys.next(input, rank)) {
                continue;
            }
            String text = keys.areText() ? source.keyText(rank) : null;
            // An id follows only a key that is a number: what is text was never an id.
            long oldKey = source.hasTextKeys() ? keys.key() : source.key(rank);
            if (sameLabels) {
                edit.rekeyed(writer.output(), text, oldKey, keys.key(), view.content(), crc);
            } else {
                edit.relabelled(
                        writer.output(),
                        text,
                        oldKey,
                        keys.key(),
                        labels.of(input, source.imageLabel(rank, view)),
                        view.content(),
                        crc);
            }
        }
    }
}
