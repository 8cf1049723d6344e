package io.cameo.spark;

import io.cameo.bytes.LittleEndian;
import java.lang.foreign.MemorySegment;

/**
 * The image-record header at the beginning of a content: flag, label, id, id2, and as many labels as the flag says. The
 * layout is that of {@code io.cameo.record}.
 */
final class RecordHeader {
    static final int BYTES = 24;
    static final int LABEL_OFFSET = 4;
    static final int ID_OFFSET = 8;
    static final int ID2_OFFSET = 16;

    private final Frames frames;

    /** Looks at what frames read. */
    RecordHeader(Frames frames) {
        this.frames = frames;
    }

    /** Whether the content is long enough for a header and the labels that it announces. */
    boolean exists() {
        return frames.contentLength() >= BYTES && BYTES + 4 * Integer.toUnsignedLong(flag()) <= frames.contentLength();
    }

    /** Bytes of header and labels; 0 where there is no header. */
    int lengthWithLabels() {
        return exists() ? BYTES + 4 * flag() : 0;
    }

    int flag() {
        return segment().get(LittleEndian.INT, 0);
    }

    float firstLabel() {
        return segment().get(LittleEndian.FLOAT, flag() == 0 ? LABEL_OFFSET : BYTES);
    }

    float[] labels() {
        float[] labels = new float[Math.max(1, flag())];
        MemorySegment.copy(segment(), LittleEndian.FLOAT, flag() == 0 ? LABEL_OFFSET : BYTES, labels, 0, labels.length);
        return labels;
    }

    long id() {
        return segment().get(LittleEndian.LONG, ID_OFFSET);
    }

    long id2() {
        return segment().get(LittleEndian.LONG, ID2_OFFSET);
    }

    private MemorySegment segment() {
        return MemorySegment.ofArray(frames.content());
    }
}
