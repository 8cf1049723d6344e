package io.cameo.record;

import io.cameo.bytes.CorruptDataException;
import io.cameo.bytes.LittleEndian;
import io.cameo.bytes.PageFault;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A movable window on one record: what to use where nothing may be allocated per record.
 *
 * <p>Make one per thread and pass it to {@link RecordFile#read(int, RecordView)} or {@link RecordReader#next(RecordView)}
 * again and again. It holds positions, not bytes: for a record in one part everything points into the mapped file. The
 * bytes of a multi-part record are joined into a buffer of the view, and {@link #detach()} copies others there. What it shows is valid until it is moved or the file
 * is closed. Not thread-safe.
 */
public final class RecordView {
    private MemorySegment segment = MemorySegment.NULL;
    private MemorySegment joinBuffer = MemorySegment.NULL;
    private long contentOffset;
    private int contentLength;
    private long offset = -1;
    private long end;
    private int parts;
    private boolean detached;
    private int position = -1;
    private @Nullable RecordIndex index;
    private @Nullable Path file;

    void setWhole(MemorySegment mapped, long headOffset, long newContentOffset, int newContentLength, long newEnd) {
        segment = mapped;
        detached = false;
        offset = headOffset;
        contentOffset = newContentOffset;
        contentLength = newContentLength;
        end = newEnd;
        parts = 1;
    }

    /**
     * Copies the content into a buffer of the view, so that nothing of what it shows comes from the mapped file any more
     * but {@link #offsetBytes()} and {@link #endBytes()}. Do so before you give bytes to a checksum, to vector or to native
     * code, if others might cut the file: see {@link PageFault}. A multi-part record is there already.
     *
     * @throws CorruptDataException if the file was cut
     */
    public void detach() {
        if (isDetached()) {
            return;
        }
        try {
            growJoinBuffer(contentLength);
            MemorySegment.copy(segment, contentOffset, joinBuffer, 0, contentLength);
            PageFault.meet();
        } catch (InternalError fault) {
            throw PageFault.in(file(), offset, fault);
        }
        segment = joinBuffer;
        contentOffset = 0;
        detached = true;
    }

    /** Whether the content stands in a buffer of the view. */
    boolean isDetached() {
        return detached;
    }

    private void growJoinBuffer(int length) {
        if (joinBuffer.byteSize() < length) {
            joinBuffer = MemorySegment.ofArray(new byte[length]);
        }
    }

    void setJoined(MemorySegment mapped, long headOffset, int newContentLength, int newParts, long newEnd) {
        growJoinBuffer(newContentLength);
        long at = headOffset;
        long to = 0;
        for (int i = 0; i < newParts; i++) {
            if (i > 0) {
                joinBuffer.set(LittleEndian.INT, to, RecordLayout.MAGIC);
                to += RecordLayout.ALIGNMENT;
            }
            int length = RecordLayout.length(mapped.get(LittleEndian.INT, at + RecordLayout.LENGTH_OFFSET));
            MemorySegment.copy(mapped, at + RecordLayout.HEAD_BYTES, joinBuffer, to, length);
            to += length;
            at += RecordLayout.HEAD_BYTES + RecordLayout.aligned(length);
        }
        PageFault.meet();
        segment = joinBuffer;
        detached = true;
        offset = headOffset;
        contentOffset = 0;
        contentLength = newContentLength;
        end = newEnd;
        parts = newParts;
    }

    void setOrigin(Path newFile, @Nullable RecordIndex newIndex, int newPosition) {
        file = newFile;
        index = newIndex;
        position = newPosition;
    }

    /** Where the record's first head stands in the file. */
    public long offsetBytes() {
        return offset;
    }

    /** Where the record ends in the file, padding included: where the next one begins. */
    public long endBytes() {
        return end;
    }

    /** How many parts the record has in the file; more than one where its content holds the magic word. */
    public int parts() {
        return parts;
    }

    /** The record's place in its index, or in the file where it is read without one; from 0. */
    public int position() {
        return position;
    }

    /**
     * The record's key: from the index, or its position where there is none.
     *
     * @throws IllegalStateException if the keys of this file are text
     */
    public long key() {
        return index == null ? position : index.key(position);
    }

    /** The record's key as text, whatever kind of key the file has. */
    public String keyText() {
        return index == null ? Integer.toString(position) : index.keyText(position);
    }

    /** The memory that {@link #contentOffset()} and {@link #payloadOffset()} count in; do not keep it. */
    public MemorySegment segment() {
        return segment;
    }

    /** Where the content (image-record header and payload) begins in {@link #segment()}. */
    public long contentOffset() {
        return contentOffset;
    }

    /** Length of the content in bytes, without heads and padding. */
    public int contentLength() {
        return contentLength;
    }

    /** The content as a slice; for a multi-part record, a slice of the view's own buffer. */
    public MemorySegment content() {
        return segment.asSlice(contentOffset, contentLength);
    }

    /** Whether the content is long enough to hold an image-record header and the labels that it announces. */
    public boolean hasHeader() {
        return contentLength >= IrHeaderLayout.BYTES && headerBytes() <= contentLength;
    }

    /** The header's flag as stored, an unsigned number. */
    public int flag() {
        return segment.get(LittleEndian.INT, header() + IrHeaderLayout.FLAG_OFFSET);
    }

    float labelField() {
        return segment.get(LittleEndian.FLOAT, header() + IrHeaderLayout.LABEL_OFFSET);
    }

    /** How many labels the record has; at least 1. */
    public int labelCount() {
        return Math.max(1, checkedFlag());
    }

    /** Label {@code i}, from 0 to {@link #labelCount()} - 1. */
    public float label(int i) {
        int flag = checkedFlag();
        if (i < 0 || i >= Math.max(1, flag)) {
            throw new IndexOutOfBoundsException("no such label: index=" + i + ", labels=" + Math.max(1, flag));
        }
        return segment.get(
                LittleEndian.FLOAT,
                contentOffset
                        + (flag == 0 ? IrHeaderLayout.LABEL_OFFSET : IrHeaderLayout.LABELS_OFFSET + (long) i * 4));
    }

    /** The header's first id. */
    public long id() {
        return segment.get(LittleEndian.LONG, header() + IrHeaderLayout.ID_OFFSET);
    }

    /** The header's second id. */
    public long id2() {
        return segment.get(LittleEndian.LONG, header() + IrHeaderLayout.ID2_OFFSET);
    }

    /** Where the payload, the bytes behind header and labels, begins in {@link #segment()}. */
    public long payloadOffset() {
        return contentOffset + IrHeaderLayout.BYTES + 4L * checkedFlag();
    }

    /** Length of the payload in bytes; may be 0. */
    public int payloadLength() {
        return contentLength - IrHeaderLayout.BYTES - 4 * checkedFlag();
    }

    /** The payload as a slice. */
    public MemorySegment payload() {
        return segment.asSlice(payloadOffset(), payloadLength());
    }

    /**
     * A record of its own with the same bytes, which stays valid when the view moves on. A slice of the file; only the
     * content of a multi-part record is copied.
     */
    public Record toRecord() {
        MemorySegment bytes =
                !isDetached() ? content() : MemorySegment.ofArray(content().toArray(LittleEndian.BYTE));
        return new Record(this, bytes.asReadOnly());
    }

    Path file() {
        return Objects.requireNonNull(file, "the view stands on no record");
    }

    @Nullable
    RecordIndex index() {
        return index;
    }

    private long header() {
        if (contentLength < IrHeaderLayout.BYTES) {
            throw new CorruptDataException(
                    file(), offset, "record is too short for an image header: length=" + contentLength);
        }
        return contentOffset;
    }

    private long headerBytes() {
        return IrHeaderLayout.BYTES
                + 4 * Integer.toUnsignedLong(segment.get(LittleEndian.INT, contentOffset + IrHeaderLayout.FLAG_OFFSET));
    }

    private int checkedFlag() {
        int flag = flag();
        if (flag != 0 && headerBytes() > contentLength) {
            throw new CorruptDataException(
                    file(),
                    offset,
                    "header announces more labels than the record holds: flag=" + Integer.toUnsignedString(flag)
                            + ", length=" + contentLength);
        }
        return flag;
    }
}
