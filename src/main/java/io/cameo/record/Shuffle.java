package io.cameo.record;

import io.cameo.bytes.PageFault;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Shuffles a record file: a permutation of all its records, not of neighbours only, with bounded memory and in sequential
 * passes, so that a hard disk keeps its pace.
 *
 * <pre>{@code
 * ShuffleReport report = Shuffle.of(Path.of("train.rec")).seed(7).memoryBytes(1L << 30).to(Path.of("shuffled.rec"));
 * }</pre>
 *
 * <p>The new place of a record depends on the seed, on its place and on the number of records, and on nothing else: not on
 * the memory, not on the machine. Records keep their keys and their bytes unless they are renumbered. Two passes over
 * buckets beside the output, {@code OUT.rec.buckets/}, which take the size of the file once more; one pass where the file
 * fits into the memory or is in the page cache already.
 *
 * <p>Set up and run on one thread.
 */
public final class Shuffle {
    private static final long DEFAULT_MEMORY_BYTES = 256L << 20;

    private final Path rec;
    private long seed;
    private long memoryBytes = DEFAULT_MEMORY_BYTES;
    private boolean renumber;
    private boolean keepIds;
    private Residency residency = Residency.PAGE_CACHE;
    private Watch watch = Watch.NONE;

    private Shuffle(Path rec) {
        this.rec = rec;
    }

    /** Shuffles a record file with the index beside it, or with keys that count from 0 where there is none. */
    public static Shuffle of(Path rec) {
        return new Shuffle(rec);
    }

    /** Which permutation; 0 unless told. */
    public Shuffle seed(long newSeed) {
        seed = newSeed;
        return this;
    }

    /** Memory for buffers and for one bucket at a time; 256 MiB unless told. Does not change the result. */
    public Shuffle memoryBytes(long bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("memory must be positive: bytes=" + bytes);
        }
        memoryBytes = bytes;
        return this;
    }

    /** Gives each record its new place as key, and as id where the id was its key; off unless told. */
    public Shuffle renumber(boolean on) {
        renumber = on;
        return this;
    }

    /** Leaves ids as they are when renumbering. */
    public Shuffle keepIds(boolean on) {
        keepIds = on;
        return this;
    }

    /** Who says whether the file may be read in any order. */
    Shuffle residency(Residency newResidency) {
        residency = newResidency;
        return this;
    }

    public Shuffle watchedBy(Watch newWatch) {
        watch = newWatch;
        return this;
    }

    /**
     * Writes the shuffled file and its indexes. They appear whole or not at all; {@code out} may be the input.
     *
     * @throws io.cameo.bytes.CorruptDataException at the first damage, also where the index does not fit
     * @throws IOException if there is not enough room on the disk, before anything is written
     * @throws IllegalArgumentException if the memory is too small for a file of this size, or if the file is to be
     *     renumbered and its records name others by key (InsightFace's identity records)
     * @throws java.util.concurrent.CancellationException if the watch stopped the run
     */
    public ShuffleReport to(Path out) throws IOException {
        long startNanos = System.nanoTime();
        try (RecordSource source = RecordSource.open(rec);
                RecordWriter writer = RecordWriter.create(out)) {
            if (renumber) {
                MetaRecords.refuseIn(source);
            }
            Permutation permutation = new Permutation(seed, source.size());
            Path folder = out.resolveSibling(out.getFileName() + ".buckets");
            Reordering reordering = new Reordering(source, folder, memoryBytes, residency, watch);
            RecordEdit edit = new RecordEdit(!keepIds);
            reordering.run((rank, view) -> permutation.of(rank), (place, key, text, content, crc) -> {
                // An id follows only a key that is a number: what is text was never an id.
                long oldKey = text == null || !renumber ? key : place;
                edit.rekeyed(writer.output(), renumber ? null : text, oldKey, renumber ? place : key, content, crc);
            });
            source.file().checkWhole();
            writer.commit();
            return new ShuffleReport(
                    out, writer.records(), writer.sizeBytes(), reordering.buckets(), System.nanoTime() - startNanos);
        } catch (InternalError fault) {
            throw PageFault.among(rec, fault);
        }
    }
}
