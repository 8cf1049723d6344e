package io.cameo.record;

import io.cameo.bytes.LittleEndian;
import io.cameo.bytes.PageFault;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a record file and its two indexes, record by record, at the end of open files. What names the files have and
 * when they are whole is its owner's matter. Owns its buffers, not the channels nor the {@link CixWriter}. One thread at a
 * time.
 */
final class RecordOutput implements AutoCloseable {
    private static final MemorySegment EMPTY = MemorySegment.ofArray(new byte[0]);

    private final BufferedChannel recOut;
    private final BufferedChannel idxOut;
    private final FrameWriter frames;
    private final IdxWriter index;
    private final CixWriter cix;
    private final CRC32C crc = new CRC32C();
    private MemorySegment copy = EMPTY;
    private long records;

    /** Goes on at the given sizes and number of records. */
    RecordOutput(FileChannel rec, FileChannel idx, CixWriter cix, RecordWriter.Checkpoint from) {
        recOut = new BufferedChannel(rec, from.recBytes());
        idxOut = new BufferedChannel(idx, from.idxBytes());
        frames = new FrameWriter(recOut);
        index = new IdxWriter(idxOut);
        this.cix = cix;
        records = from.records();
    }

    /** Appends a record under a key that is a number, and returns where it begins. */
    long write(long key, MemorySegment content) throws IOException {
        return write(null, key, content);
    }

    /** Appends a record under a key that is text, and returns where it begins. */
    long write(String key, MemorySegment content) throws IOException {
        return write(key, 0, content);
    }

    /** Appends a record under a text key, or under a number where that is null, and returns where it begins. */
    long write(@Nullable String textKey, long key, MemorySegment content) throws IOException {
        MemorySegment own = unmapped(content);
        return put(textKey, key, EMPTY, 0, own, labelOf(own), flagOf(own));
    }

    /**
     * Appends a record whose content comes in two pieces; the first holds the image header, and its labels or the first of
     * them or none, and is a multiple of 4 long.
     *
     * @return where the record begins
     */
    long write(@Nullable String textKey, long key, MemorySegment head, int headLength, MemorySegment mappedRest)
            throws IOException {
        MemorySegment rest = unmapped(mappedRest);
        int flag = flagOf(head, headLength, headLength + rest.byteSize());
        float label = flag == CixLayout.NO_HEADER_FLAG ? noLabel() : labelOf(flag, head, headLength, rest);
        return put(textKey, key, head, headLength, rest, label, flag);
    }

    private long put(
            @Nullable String textKey,
            long key,
            MemorySegment head,
            int headLength,
            MemorySegment rest,
            float label,
            int flag)
            throws IOException {
        cix.checkKind(textKey != null);
        long offset = frames.write(head, headLength, rest);
        crc.reset();
        crc.update(head.asSlice(0, headLength).asByteBuffer());
        crc.update(rest.asByteBuffer());
        note(textKey, key, offset, headLength + (int) rest.byteSize(), (int) crc.getValue(), label, flag);
        return offset;
    }

    /** Room for the bytes of whole records, at most {@link BufferedChannel#WRITE_BYTES}, at the end of the record file. */
    MemorySegment reserve(int length) throws IOException {
        return recOut.buffer().asSlice(recOut.reserve(length), length);
    }

    /** Adds index entries for a record that stands in the file already. */
    void note(@Nullable String textKey, long key, long offset, int length, int contentCrc, float label, int flag)
            throws IOException {
        cix.checkKind(textKey != null);
        if (textKey == null) {
            index.add(key, offset);
            cix.add(key, offset, length, contentCrc, label, flag);
        } else {
            index.add(textKey, offset);
            cix.add(textKey, offset, length, contentCrc, label, flag);
        }
        records++;
    }

    /** The same, of its content. */
    void note(@Nullable String textKey, long key, long offset, MemorySegment mappedContent) throws IOException {
        MemorySegment content = unmapped(mappedContent);
        crc.reset();
        crc.update(content.asByteBuffer());
        note(textKey, key, offset, (int) content.byteSize(), (int) crc.getValue(), labelOf(content), flagOf(content));
    }

    /** The bytes themselves, or a copy of those that may go while they are scanned and summed up: see {@link PageFault}. */
    private MemorySegment unmapped(MemorySegment bytes) {
        if (!bytes.isMapped() || bytes.byteSize() > RecordLayout.MAX_CONTENT_BYTES) {
            return bytes;
        }
        if (copy.byteSize() < bytes.byteSize()) {
            copy = MemorySegment.ofArray(new byte[(int) bytes.byteSize()]);
        }
        MemorySegment.copy(bytes, 0, copy, 0, bytes.byteSize());
        PageFault.meet();
        return copy.asSlice(0, bytes.byteSize());
    }

    /** CRC32C of the content written last. */
    int lastCrc() {
        return (int) crc.getValue();
    }

    /** Records in the files, those before this object included. */
    long records() {
        return records;
    }

    long recBytes() {
        return recOut.positionBytes();
    }

    long idxBytes() {
        return idxOut.positionBytes();
    }

    /** Hands everything to the operating system. */
    void flush() throws IOException {
        recOut.flush();
        idxOut.flush();
    }

    /** Drops what was not flushed. */
    @Override
    public void close() {
        recOut.close();
        idxOut.close();
    }

    /** The flag of content that may begin with an image header; {@link CixLayout#NO_HEADER_FLAG} where it does not. */
    static int flagOf(MemorySegment content) {
        return flagOf(content, content.byteSize(), content.byteSize());
    }

    private static int flagOf(MemorySegment head, long headLength, long contentLength) {
        if (headLength < IrHeaderLayout.BYTES) {
            return CixLayout.NO_HEADER_FLAG;
        }
        int flag = head.get(LittleEndian.INT, IrHeaderLayout.FLAG_OFFSET);
        boolean fits = IrHeaderLayout.LABELS_OFFSET + 4 * Integer.toUnsignedLong(flag) <= contentLength;
        return fits ? flag : CixLayout.NO_HEADER_FLAG;
    }

    /** First label of content that may begin with an image header; NaN where it does not. */
    static float labelOf(MemorySegment content) {
        int flag = flagOf(content);
        return flag == CixLayout.NO_HEADER_FLAG ? noLabel() : labelOf(flag, content, content.byteSize(), EMPTY);
    }

    private static float labelOf(int flag, MemorySegment head, long headLength, MemorySegment rest) {
        if (flag == 0) {
            return head.get(LittleEndian.FLOAT, IrHeaderLayout.LABEL_OFFSET);
        }
        return headLength > IrHeaderLayout.LABELS_OFFSET
                ? head.get(LittleEndian.FLOAT, IrHeaderLayout.LABELS_OFFSET)
                : rest.get(LittleEndian.FLOAT, 0);
    }

    private static float noLabel() {
        return Float.intBitsToFloat(CixLayout.NO_LABEL_BITS);
    }
}
