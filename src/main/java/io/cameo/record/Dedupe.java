package io.cameo.record;

import io.cameo.bytes.PageFault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds records with the same payload, byte for byte, whatever their keys and labels, and drops them where asked: the first
 * of each group stays.
 *
 * <pre>{@code
 * DedupeReport report = Dedupe.of(Path.of("train.rec")).eachGroup(System.out::println).find();
 * }</pre>
 *
 * <p>The file is read once from front to back for a checksum of each payload; only payloads whose checksum and length agree
 * are read again and compared byte by byte. Takes 16 bytes of memory a record. Records without a payload, as InsightFace's
 * identity records, are nobody's duplicates. A record without an image header is all payload.
 *
 * <p>Set up and run on one thread.
 */
public final class Dedupe {
    private final Path rec;
    private Consumer<DuplicateGroup> listener = group -> {};
    private Watch watch = Watch.NONE;

    private Dedupe(Path rec) {
        this.rec = rec;
    }

    /** Looks at a record file with the index beside it, or with keys that count from 0 where there is none. */
    public static Dedupe of(Path rec) {
        return new Dedupe(rec);
    }

    /** Has each group told, in no order that means anything, before the run returns. */
    public Dedupe eachGroup(Consumer<DuplicateGroup> newListener) {
        listener = newListener;
        return this;
    }

    public Dedupe watchedBy(Watch newWatch) {
        watch = newWatch;
        return this;
    }

    /**
     * Finds duplicates and changes nothing.
     *
     * @throws io.cameo.bytes.CorruptDataException at the first damage, also where the index does not fit
     * @throws java.util.concurrent.CancellationException if the watch stopped the run
     */
    public DedupeReport find() throws IOException {
        return run(null);
    }

    /**
     * Finds duplicates, and writes a file without them and its indexes. It appears whole or not at all; {@code out} may be
     * the input. Records keep their keys, order and bytes.
     *
     * @throws IllegalArgumentException if something is dropped from a file whose records name others by key (InsightFace's
     *     identity records)
     */
    public DedupeReport to(Path out) throws IOException {
        return run(out);
    }

    private DedupeReport run(@Nullable Path out) throws IOException {
        long startNanos = System.nanoTime();
        try (RecordSource source = RecordSource.open(rec)) {
            source.checkNotEmpty();
            long[] marks = marks(source);
            int[] candidates = candidates(marks);
            DuplicateSearch search = new DuplicateSearch(source, listener);
            WatchedPhase phase = new WatchedPhase(watch, "comparing", candidates.length);
            for (int begin = 0; begin < candidates.length; ) {
                int end = begin;
                while (end < candidates.length && marks[candidates[end]] == marks[candidates[begin]]) {
                    end++;
                    phase.step();
                }
                search.compare(candidates, begin, end);
                begin = end;
            }
            phase.end();
            source.file().checkWhole();
            if (out != null) {
                write(source, search.dropped(), out);
            }
            return new DedupeReport(
                    out,
                    source.size(),
                    search.groups(),
                    search.dropped().cardinality(),
                    search.droppedBytes(),
                    search.conflicts(),
                    System.nanoTime() - startNanos);
        } catch (InternalError fault) {
            throw PageFault.among(rec, fault);
        }
    }

    /** CRC32C and length of each payload; 0 where there is none. */
    private long[] marks(RecordSource source) {
        long[] marks = new long[source.size()];
        RecordView view = new RecordView();
        WatchedPhase phase = new WatchedPhase(watch, "reading", source.size());
        for (int rank = 0; rank < marks.length; rank++) {
            source.read(rank, view);
            source.checkedCrc(rank, view);
            long length = DuplicateSearch.payload(view).byteSize();
            marks[rank] = length == 0 ? 0 : length << Integer.SIZE | Integer.toUnsignedLong(source.payloadCrc(view));
            phase.step();
        }
        phase.end();
        return marks;
    }

    /** Ranks whose mark another rank has too, those of one mark together and rising. */
    private static int[] candidates(long[] marks) {
        long[] sorted = marks.clone();
        Arrays.sort(sorted);
        int shared = 0; // from here on, sorted holds each mark that occurs more than once
        for (int i = 1; i < sorted.length; i++) {
            boolean twice = sorted[i] == sorted[i - 1] && sorted[i] != 0;
            if (twice && (shared == 0 || sorted[shared - 1] != sorted[i])) {
                sorted[shared++] = sorted[i];
            }
        }
        int count = 0;
        for (long mark : marks) {
            count += Arrays.binarySearch(sorted, 0, shared, mark) >= 0 ? 1 : 0;
        }
        int[] found = new int[count];
        count = 0;
        for (int rank = 0; rank < marks.length; rank++) {
            if (Arrays.binarySearch(sorted, 0, shared, marks[rank]) >= 0) {
                found[count++] = rank;
            }
        }
        int[] order = KeySort.positionsByKey(place -> marks[found[place]], found.length);
        for (int i = 0; i < order.length; i++) {
            order[i] = found[order[i]];
        }
        return order;
    }

    private void write(RecordSource source, BitSet dropped, Path out) throws IOException {
        if (!dropped.isEmpty()) {
            MetaRecords.refuseIn(source);
        }
        BitSet kept = (BitSet) dropped.clone();
        kept.flip(0, source.size());
        try (RecordWriter writer = RecordWriter.create(out)) {
            source.copy(kept, writer, watch);
            source.file().checkWhole();
            writer.commit();
        }
    }
}
