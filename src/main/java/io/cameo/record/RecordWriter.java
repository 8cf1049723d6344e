package io.cameo.record;

import io.cameo.bytes.AtomicFile;
import io.cameo.bytes.LittleEndian;
import io.cameo.bytes.MappedFile;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * Writes a {@code .rec}, the {@code .idx} that everybody reads and the {@code .cix} with checksums, all under
 * {@code .partial} names until {@link #commit()}.
 *
 * <p>The bytes of the first two are those of MXNet's {@code MXIndexedRecordIO}. Closing without a commit deletes what was
 * written, unless a {@link #checkpoint()} was taken: then the partial files stay for {@link #resume}. Not thread-safe.
 */
public final class RecordWriter implements AutoCloseable {
    private static final MemorySegment EMPTY = MemorySegment.ofArray(new byte[0]);

    private final AtomicFile rec;
    private final AtomicFile idx;
    private final CixWriter cix;
    private final BufferedChannel recOut;
    private final BufferedChannel idxOut;
    private final FrameWriter frames;
    private final IdxWriter index;
    private final CRC32C crc = new CRC32C();
    private MemorySegment headerBytes = MemorySegment.ofArray(new byte[IrHeaderLayout.BYTES]);
    private long forceEveryBytes = Long.MAX_VALUE;
    private long forcedBytes;
    private long records;
    private boolean closed;

    private RecordWriter(AtomicFile rec, AtomicFile idx, CixWriter cix, Checkpoint from) {
        this.rec = rec;
        this.idx = idx;
        this.cix = cix;
        recOut = new BufferedChannel(rec.channel(), from.recBytes());
        idxOut = new BufferedChannel(idx.channel(), from.idxBytes());
        frames = new FrameWriter(recOut);
        index = new IdxWriter(idxOut);
        records = from.records();
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
     * Goes on behind a checkpoint of an earlier writer that was stopped; whatever it wrote later is cut off.
     *
     * @throws IOException if the partial files are gone or shorter than the checkpoint says
     */
    public static RecordWriter resume(Path recPath, Checkpoint from) throws IOException {
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

    /**
     * Appends a record of header and payload and its index entries.
     *
     * @return where the record begins
     * @throws IllegalArgumentException if header and payload take 2^29 bytes or more: RecordIO cannot hold them
     */
    public long write(long key, IrHeader header, MemorySegment payload) throws IOException {
        cix.checkKind(false);
        MemorySegment head = headerSegment(header);
        int headLength = header.sizeBytes();
        forceIfDue();
        long offset = frames.write(head, headLength, payload);
        crc.reset();
        crc.update(head.asSlice(0, headLength).asByteBuffer());
        crc.update(payload.asByteBuffer());
        index.add(key, offset);
        cix.add(
                key,
                offset,
                headLength + (int) payload.byteSize(),
                (int) crc.getValue(),
                header.label(),
                header.flag());
        records++;
        return offset;
    }

    /** Appends a record of which {@code content} is everything between head and padding. */
    public long write(long key, MemorySegment content) throws IOException {
        cix.checkKind(false);
        long offset = frames.write(EMPTY, 0, content);
        index.add(key, offset);
        cix.add(key, offset, (int) content.byteSize(), crcOf(content), labelOf(content), flagOf(content));
        records++;
        return offset;
    }

    /** The same with a key that is text. It must have no tab and no line break. Then every key of the file is text. */
    public long write(String key, MemorySegment content) throws IOException {
        cix.checkKind(true);
        long offset = frames.write(EMPTY, 0, content);
        index.add(key, offset);
        cix.add(key, offset, (int) content.byteSize(), crcOf(content), labelOf(content), flagOf(content));
        records++;
        return offset;
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
        return records;
    }

    /** Bytes of the record file so far. */
    public long sizeBytes() {
        return recOut.positionBytes();
    }

    /**
     * Brings everything written so far to disk and says how far that is.
     *
     * @throws IllegalStateException if keys are text
     */
    public Checkpoint checkpoint() throws IOException {
        recOut.flush();
        idxOut.flush();
        rec.channel().force(false);
        idx.channel().force(false);
        cix.checkpoint();
        rec.keepPartial();
        idx.keepPartial();
        return new Checkpoint(records, recOut.positionBytes(), idxOut.positionBytes());
    }

    /** Leaves nothing behind when this is closed, whatever checkpoints were taken. */
    public void discard() {
        rec.dropPartial();
        idx.dropPartial();
        cix.dropPartial();
    }

    /**
     * Gives all files their names. At no moment does a new record file stand beside an old index: a crash in between
     * leaves the record file without one.
     */
    public void commit() throws IOException {
        recOut.flush();
        idxOut.flush();
        Files.deleteIfExists(idx.target());
        Files.deleteIfExists(cix.target());
        rec.commit();
        idx.commit();
        try (MappedFile whole = MappedFile.open(rec.target())) {
            cix.commit(whole.segment());
        }
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        recOut.close();
        idxOut.close();
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

    private void forceIfDue() throws IOException {
        if (recOut.positionBytes() - forcedBytes >= forceEveryBytes) {
            recOut.flush();
            rec.channel().force(false);
            forcedBytes = recOut.positionBytes();
        }
    }

    private int crcOf(MemorySegment content) {
        crc.reset();
        crc.update(content.asByteBuffer());
        return (int) crc.getValue();
    }

    private static int flagOf(MemorySegment content) {
        if (content.byteSize() < IrHeaderLayout.BYTES) {
            return CixLayout.NO_HEADER_FLAG;
        }
        int flag = content.get(LittleEndian.INT, IrHeaderLayout.FLAG_OFFSET);
        boolean fits = IrHeaderLayout.LABELS_OFFSET + 4 * Integer.toUnsignedLong(flag) <= content.byteSize();
        return fits ? flag : CixLayout.NO_HEADER_FLAG;
    }

    private static float labelOf(MemorySegment content) {
        int flag = flagOf(content);
        if (flag == CixLayout.NO_HEADER_FLAG) {
            return Float.intBitsToFloat(CixLayout.NO_LABEL_BITS);
        }
        return content.get(LittleEndian.FLOAT, flag == 0 ? IrHeaderLayout.LABEL_OFFSET : IrHeaderLayout.LABELS_OFFSET);
    }
}
