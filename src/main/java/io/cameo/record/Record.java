package io.cameo.record;

import java.lang.foreign.MemorySegment;

/**
 * One record: its key, its place, its bytes. Immutable and free to share between threads.
 *
 * <p>The bytes are a read-only slice of the mapped file and valid until that is closed; only the content of a multi-part
 * record is a copy.
 */
@SuppressWarnings("AvoidCommonTypeNames") // "record" is the word of the format; java.lang.Record is never meant here
public final class Record {
    private final RecordView view = new RecordView();
    private final MemorySegment content;
    private final int parts;

    Record(RecordView source, MemorySegment content) {
        this.content = content;
        this.parts = source.parts();
        view.setWhole(content, source.offsetBytes(), 0, source.contentLength(), source.endBytes());
        view.setOrigin(source.file(), source.index(), source.position());
    }

    /**
     * The key as a number.
     *
     * @throws IllegalStateException if the keys of this file are text
     */
    public long key() {
        return view.key();
    }

    /** The key as text. */
    public String keyText() {
        return view.keyText();
    }

    /** Its place in the index, from 0. */
    public int position() {
        return view.position();
    }

    /** Where its first head stands in the file. */
    public long offsetBytes() {
        return view.offsetBytes();
    }

    /** How many parts it has in the file. */
    public int parts() {
        return parts;
    }

    /** Everything between head and padding: image-record header, labels, payload. */
    public MemorySegment content() {
        return content;
    }

    /**
     * The image-record header.
     *
     * @throws io.cameo.bytes.CorruptDataException if the content is too short to hold it
     */
    public IrHeader header() {
        return IrHeader.read(view);
    }

    /** The bytes behind header and labels: a JPEG, as a rule; empty in InsightFace's identity records. */
    public MemorySegment payload() {
        return content.asSlice(view.payloadOffset(), view.payloadLength());
    }

    @Override
    public String toString() {
        return "Record[key=" + keyText() + ", offset=" + offsetBytes() + ", length=" + content.byteSize() + "]";
    }
}
