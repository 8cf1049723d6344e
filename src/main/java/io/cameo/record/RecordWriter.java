package io.cameo.record;

import io.cameo.bytes.AtomicFile;
import io.cameo.bytes.MappedFile;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes a {@code .rec}, the {@code .idx} that everybody reads and the {@code .cix} with checksums, all under
 * {@code .partial} names until {@link #commit()}.
 *
 * <p>The bytes of the first two are those of MXNet's {@code MXIndexedRecordIO}. Closing without a commit deletes what was
 * written, unless a {@link #checkpoint()} was taken: then the partial files stay for {@link #resume}. Not thread-safe.
 */
public final class RecordWriter implements AutoCloseable {
    private final AtomicFile rec;
    private final AtomicFile idx;
    private final CixWriter cix;
    private final RecordOutput out;
    private MemorySegment headerBytes = MemorySegment.ofArray(new byte[IrHeaderLayout.BYTES]);
    private long forceEveryBytes = Long.MAX_VALUE;
    private long forcedBytes;
    private boolean closed;

    private RecordWriter(AtomicFile rec, AtomicFile idx, CixWriter cix, Checkpoint from) {
        this.rec = rec;
        this.idx = idx;
        this.cix = cix;
        out = new RecordOutput(rec.channel(), idx.channel(), cix, from);
    }

    /**
     * A place up to which all files are whole and on disk.
     *
     * @param records how many records they hold
     * @param recBytes size of the record file
     * @param idxBytes size of the index
     */
    public record Checkpoint(long records, long recBytes, long idxBytes) {}

    /** Starts a record file and the indexes beside it. What stands under these names stays until {@link #commit()}. */
    public static RecordWriter create(Path recPath) throws IOException {
        AtomicFile rec = AtomicFile.create(recPath);
        AtomicFile idx = null;
        try {
            idx = AtomicFile.create(RecordIndex.besides(recPath));
            return new RecordWriter(rec, idx, CixWriter.create(CixFile.besides(recPath)), new Checkpoint(0, 0, 0));
        } catch (Throwable failure) {
            rec.close();
            if (idx != null) {
                idx.close();
            }
            throw failure;
        }
    }

    /**
     * Whether the partial files of an earlier writer are there and reach as far as a checkpoint, so that {@link #resume}
     * has something to go on with. They do not where a later writer began anew, or was about to name its files.
     */
    public static boolean canResume(Path recPath, Checkpoint from) throws IOException {
        long cixBytes = CixLayout.HEAD_BYTES + CixLayout.ENTRY_BYTES * from.records();
        return reaches(recPath, from.recBytes())
                && reaches(RecordIndex.besides(recPath), from.idxBytes())
                && reaches(CixFile.besides(recPath), cixBytes);
    }

    private static boolean reaches(Path target, long sizeBytes) throws IOException {
        Path partial = AtomicFile.partialOf(target);
        return Files.isRegularFile(partial) && Files.size(partial) >= sizeBytes;
    }

    /**
     * Goes on behind a checkpoint of an earlier writer that was stopped; whatever it wrote later is cut off.
     *
     * @throws IOException if the partial files are gone or shorter than the checkpoint says
     */
    public static RecordWriter resume(Path recPath, Checkpoint from) throws IOException {
        if (!Files.exists(recPath)) {
            takeBack(RecordIndex.besides(recPath));
            takeBack(CixFile.besides(recPath));
        }
        AtomicFile rec = AtomicFile.resume(recPath, from.recBytes());
        rec.keepPartial();
        AtomicFile idx = null;
        try {
            idx = AtomicFile.resume(RecordIndex.besides(recPath), from.idxBytes());
            idx.keepPartial();
            CixWriter cix = CixWriter.resume(CixFile.besides(recPath), Math.toIntExact(from.records()));
            return new RecordWriter(rec, idx, cix, from);
        } catch (Throwable failure) {
            rec.close();
            if (idx != null) {
                idx.close();
            }
            throw failure;
        }
    }

    /** Undoes the renaming of an index by a commit that did not come to its end. */
    private static void takeBack(Path target) throws IOException {
        Path partial = AtomicFile.partialOf(target);
        if (!Files.exists(partial) && Files.exists(target)) {
            Files.move(target, partial);
        }
    }

    /**
     * Appends a record of header and payload and its index entries.
     *
     * @return where the record begins
     * @throws IllegalArgumentException if header and payload take 2^29 bytes or more: RecordIO cannot hold them
     */
    public long write(long key, IrHeader header, MemorySegment payload) throws IOException {
        forceIfDue();
        return out.write(null, key, headerSegment(header), header.sizeBytes(), payload);
    }

    /** Appends a record of which {@code content} is everything between head and padding. */
    public long write(long key, MemorySegment content) throws IOException {
        forceIfDue();
        return out.write(key, content);
    }

    /** The same with a key that is text. It must have no tab and no line break. Then every key of the file is text. */
    public long write(String key, MemorySegment content) throws IOException {
        forceIfDue();
        return out.write(key, content);
    }

    /** Where the bytes go, for those of this package that write to open files as well. */
    RecordOutput output() {
        return out;
    }

    /**
     * Brings the record file to disk in steps of so many bytes as it is written, instead of all of it at the end. What
     * makes the records then has time to go on while the disk works.
     */
    public void forceEvery(long bytes) {
        forceEveryBytes = bytes;
    }

    /** Records written so far. */
    public long records() {
        return out.records();
    }

    /** Bytes of the record file so far. */
    public long sizeBytes() {
        return out.recBytes();
    }

    /**
     * Brings everything written so far to disk and says how far that is.
     *
     * @throws IllegalStateException if keys are text
     */
    public Checkpoint checkpoint() throws IOException {
        out.flush();
        rec.channel().force(false);
        idx.channel().force(false);
        cix.checkpoint();
        rec.keepPartial();
        idx.keepPartial();
        return new Checkpoint(out.records(), out.recBytes(), out.idxBytes());
    }

    /** Leaves nothing behind when this is closed, whatever checkpoints were taken. */
    public void discard() {
        rec.dropPartial();
        idx.dropPartial();
        cix.dropPartial();
    }

    /**
     * Gives all files their names. At no moment does a record file stand beside an index of another: where none stood
     * before, the record file comes last and whole, with its indexes; where one is replaced, the old indexes go first, and
     * a crash in between leaves the record file without one.
     */
    public void commit() throws IOException {
        out.flush();
        rec.channel().force(true);
        idx.channel().force(true);
        try (MappedFile whole = MappedFile.open(AtomicFile.partialOf(rec.target()))) {
            cix.complete(whole.segment());
        }
        if (Files.exists(rec.target())) {
            Files.deleteIfExists(idx.target());
            Files.deleteIfExists(cix.target());
            rec.commit();
            idx.commit();
            cix.commit();
        } else {
            idx.commit();
            cix.commit();
            rec.commit();
        }
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        out.close();
        try (rec;
                idx) {
            cix.close();
        }
    }

    private MemorySegment headerSegment(IrHeader header) {
        if (headerBytes.byteSize() < header.sizeBytes()) {
            headerBytes = MemorySegment.ofArray(new byte[header.sizeBytes()]);
        }
        header.writeTo(headerBytes, 0);
        return headerBytes;
    }

    /** Does what {@link #forceEvery} asked for, if so much was written. */
    void forceIfDue() throws IOException {
        if (out.recBytes() - forcedBytes >= forceEveryBytes) {
            out.flush();
            rec.channel().force(false);
            forcedBytes = out.recBytes();
        }
    }
}
