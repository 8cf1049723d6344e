package io.cameo.record;

import io.cameo.bytes.AtomicFile;
import io.cameo.bytes.LittleEndian;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes a {@code .rec} and its {@code .idx}, both under {@code .partial} names until {@link #commit()}.
 *
 * <p>The bytes are those of MXNet's {@code MXIndexedRecordIO}. Closing without a commit deletes what was written, unless a
 * {@link #checkpoint()} was taken: then the partial files stay for {@link #resume}. Not thread-safe.
 */
public final class RecordWriter implements AutoCloseable {
    private static final MemorySegment EMPTY = MemorySegment.ofArray(new byte[0]);
    private static final int PADDING_ROOM = 3;

    private final MagicScan scan = MagicScan.create();
    private final AtomicFile rec;
    private final AtomicFile idx;
    private final BufferedChannel recOut;
    private final BufferedChannel idxOut;
    private final IdxWriter index;
    private MemorySegment headerBytes = MemorySegment.ofArray(new byte[IrHeaderLayout.BYTES]);
    private long records;
    private boolean closed;

    private RecordWriter(AtomicFile rec, AtomicFile idx, Checkpoint from) {
        this.rec = rec;
        this.idx = idx;
        recOut = new BufferedChannel(rec.channel(), from.recBytes());
        idxOut = new BufferedChannel(idx.channel(), from.idxBytes());
        index = new IdxWriter(idxOut);
        records = from.records();
    }

    /**
     * A place up to which both files are whole and on disk.
     *
     * @param records how many records they hold
     * @param recBytes size of the record file
     * @param idxBytes size of the index
     */
    public record Checkpoint(long records, long recBytes, long idxBytes) {}

    /** Starts a record file and the index beside it. What stands under these names stays until {@link #commit()}. */
    public static RecordWriter create(Path recPath) throws IOException {
        AtomicFile rec = AtomicFile.create(recPath);
        try {
            return new RecordWriter(rec, AtomicFile.create(RecordIndex.besides(recPath)), new Checkpoint(0, 0, 0));
        } catch (Throwable failure) {
            rec.close();
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
        try {
            AtomicFile idx = AtomicFile.resume(RecordIndex.besides(recPath), from.idxBytes());
            idx.keepPartial();
            return new RecordWriter(rec, idx, from);
        } catch (Throwable failure) {
            rec.close();
            throw failure;
        }
    }

    /**
     * Appends a record of header and payload and its index line.
     *
     * @return where the record begins
     * @throws IllegalArgumentException if header and payload take 2^29 bytes or more: RecordIO cannot hold them
     */
    public long write(long key, IrHeader header, MemorySegment payload) throws IOException {
        long offset = writeFrame(headerSegment(header), header.sizeBytes(), payload);
        index.add(key, offset);
        return offset;
    }

    /** Appends a record of which {@code content} is everything between head and padding. */
    public long write(long key, MemorySegment content) throws IOException {
        long offset = writeFrame(EMPTY, 0, content);
        index.add(key, offset);
        return offset;
    }

    /** The same with a key that is text. It must have no tab and no line break. */
    public long write(String key, MemorySegment content) throws IOException {
        long offset = writeFrame(EMPTY, 0, content);
        index.add(key, offset);
        return offset;
    }

    /** Records written so far. */
    public long records() {
        return records;
    }

    /** Bytes of the record file so far. */
    public long sizeBytes() {
        return recOut.positionBytes();
    }

    /** Brings everything written so far to disk and says how far that is. */
    public Checkpoint checkpoint() throws IOException {
        recOut.flush();
        idxOut.flush();
        rec.channel().force(false);
        idx.channel().force(false);
        rec.keepPartial();
        idx.keepPartial();
        return new Checkpoint(records, recOut.positionBytes(), idxOut.positionBytes());
    }

    /**
     * Gives both files their names. At no moment does a new record file stand beside an old index: a crash in between
     * leaves the record file without one.
     */
    public void commit() throws IOException {
        recOut.flush();
        idxOut.flush();
        Files.deleteIfExists(idx.target());
        rec.commit();
        idx.commit();
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        recOut.close();
        idxOut.close();
        try {
            rec.close();
        } finally {
            idx.close();
        }
    }

    private MemorySegment headerSegment(IrHeader header) {
        if (headerBytes.byteSize() < header.sizeBytes()) {
            headerBytes = MemorySegment.ofArray(new byte[header.sizeBytes()]);
        }
        header.writeTo(headerBytes, 0);
        return headerBytes;
    }

    /** Writes header and payload as one record. A header is a multiple of 4 long, so no magic straddles the two. */
    private long writeFrame(MemorySegment header, int headerLength, MemorySegment payload) throws IOException {
        long contentLength = headerLength + payload.byteSize();
        if (contentLength > RecordLayout.MAX_CONTENT_BYTES) {
            throw new IllegalArgumentException("record is too long for RecordIO: limit="
                    + RecordLayout.MAX_CONTENT_BYTES + ", actual=" + contentLength);
        }
        long offset = recOut.positionBytes();
        long cut = nextMagic(header, headerLength, payload, 0);
        if (cut < 0) {
            writePart(RecordLayout.WHOLE, header, headerLength, payload, 0, contentLength);
        } else {
            writeParts(header, headerLength, payload, contentLength, cut);
        }
        records++;
        return offset;
    }

    private void writeParts(
            MemorySegment header, int headerLength, MemorySegment payload, long contentLength, long firstCut)
            throws IOException {
        long from = 0;
        for (long cut = firstCut; cut >= 0; cut = nextMagic(header, headerLength, payload, from)) {
            int cflag = from == 0 ? RecordLayout.FIRST : RecordLayout.MIDDLE;
            writePart(cflag, header, headerLength, payload, from, cut);
            from = cut + RecordLayout.ALIGNMENT;
        }
        writePart(RecordLayout.LAST, header, headerLength, payload, from, contentLength);
    }

    /** Where in header + payload the magic stands next, or -1. */
    private long nextMagic(MemorySegment header, int headerLength, MemorySegment payload, long from) {
        if (from < headerLength) {
            long hit = scan.find(header, from, headerLength);
            if (hit >= 0) {
                return hit;
            }
        }
        long hit = scan.find(payload, Math.max(0, from - headerLength), payload.byteSize());
        return hit < 0 ? -1 : headerLength + hit;
    }

    private void writePart(int cflag, MemorySegment header, int headerLength, MemorySegment payload, long from, long to)
            throws IOException {
        int head = recOut.reserve(RecordLayout.HEAD_BYTES);
        recOut.buffer().set(LittleEndian.INT, head + RecordLayout.MAGIC_OFFSET, RecordLayout.MAGIC);
        recOut.buffer().set(LittleEndian.INT, head + RecordLayout.LENGTH_OFFSET, RecordLayout.lengthWord(cflag, (int)
                (to - from)));
        long headerTo = Math.min(to, headerLength);
        if (from < headerTo) {
            recOut.write(header, from, headerTo - from);
        }
        long payloadFrom = Math.max(from, headerLength) - headerLength;
        long payloadTo = Math.max(to, headerLength) - headerLength;
        if (payloadFrom < payloadTo) {
            recOut.write(payload, payloadFrom, payloadTo - payloadFrom);
        }
        int padding = (int) (-(to - from) & PADDING_ROOM);
        if (padding > 0) {
            recOut.buffer().asSlice(recOut.reserve(padding), padding).fill((byte) 0);
        }
    }
}
