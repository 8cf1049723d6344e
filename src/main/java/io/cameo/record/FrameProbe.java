package io.cameo.record;

import io.cameo.bytes.LittleEndian;
import java.lang.foreign.MemorySegment;

/**
 * Looks at frames without throwing, without joining parts and at any offset: what a reader that lost its place asks of
 * many places. What {@link #isFrame} measured stays until its next call. Not thread-safe.
 */
final class FrameProbe {
    private static final int SAME_MAGIC_BYTES = 3;

    private final MemorySegment segment;
    private final long sizeBytes;
    private final FileScan scan;
    private long end;
    private long dataEnd;
    private int parts;

    FrameProbe(MemorySegment segment, long sizeBytes) {
        this.segment = segment;
        this.sizeBytes = sizeBytes;
        scan = new FileScan(segment);
    }

    /** Whether the magic word and a cflag that begins a record stand there. */
    boolean isHead(long at) {
        return isMagic(at) && RecordLayout.cflag(lengthWord(at)) <= RecordLayout.FIRST;
    }

    /** Whether the parts of a record follow each other as they should from there on, all within the file. */
    boolean isFrame(long at) {
        if (!isHead(at)) {
            return false;
        }
        long next = at;
        long contentBytes = -RecordLayout.ALIGNMENT; // one magic fewer than parts
        parts = 0;
        while (true) {
            if (!isMagic(next)) {
                return false;
            }
            int word = lengthWord(next);
            int cflag = RecordLayout.cflag(word);
            int length = RecordLayout.length(word);
            boolean goesOn = cflag == RecordLayout.MIDDLE || cflag == RecordLayout.LAST;
            boolean last = cflag == RecordLayout.WHOLE || cflag == RecordLayout.LAST;
            contentBytes += RecordLayout.ALIGNMENT + length;
            dataEnd = next + RecordLayout.HEAD_BYTES + length;
            next += RecordLayout.HEAD_BYTES + RecordLayout.aligned(length);
            boolean inOrder = parts == 0 ? !goesOn : goesOn;
            boolean fits = next <= sizeBytes && contentBytes <= RecordLayout.MAX_CONTENT_BYTES;
            boolean even = last || length % RecordLayout.ALIGNMENT == 0;
            if (!inOrder || !fits || !even) {
                return false;
            }
            parts++;
            if (last) {
                end = next;
                return true;
            }
        }
    }

    /** Where the frame that was measured last ends, padding included. */
    long end() {
        return end;
    }

    /** Where its padding begins. */
    long dataEnd() {
        return dataEnd;
    }

    /** How many parts it has. */
    int parts() {
        return parts;
    }

    boolean paddingIsZero() {
        for (long at = dataEnd; at < end; at++) {
            if (segment.get(LittleEndian.BYTE, at) != 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * The first magic word within the data of the frame that was measured last, which begins at {@code at}; -1 if there
     * is none. The writer leaves none there, so one shows that the frame runs over the head of another.
     */
    long swallowedHead(long at) {
        long head = at;
        while (true) {
            int length = RecordLayout.length(lengthWord(head));
            long data = head + RecordLayout.HEAD_BYTES;
            long next = data + RecordLayout.aligned(length);
            long hit = scan.find(data, next); // padding too: the length may reach into a head by a byte
            if (hit >= 0) {
                return hit;
            }
            head = next;
            if (head >= end) {
                return -1;
            }
        }
    }

    /**
     * Whether a record may have ended there: at the end of the file, at a head, or at what is left of one. A head is known
     * by three of the four bytes of its magic word, or by a length that leads to the next head or to the end.
     */
    boolean isBoundary(long at) {
        if (at == sizeBytes) {
            return true;
        }
        if (resemblesMagic(at)) {
            return true;
        }
        if (sizeBytes - at < RecordLayout.HEAD_BYTES) {
            return false;
        }
        int word = lengthWord(at);
        long next = at + RecordLayout.HEAD_BYTES + RecordLayout.aligned(RecordLayout.length(word));
        boolean hasData = RecordLayout.length(word) > 0; // zeros lead everywhere
        return hasData && RecordLayout.cflag(word) <= RecordLayout.LAST && (next == sizeBytes || isMagic(next));
    }

    /** Whether the head of a middle or last part stands there, which cannot follow a whole record. */
    boolean isInnerPart(long at) {
        if (!isMagic(at)) {
            return false;
        }
        int cflag = RecordLayout.cflag(lengthWord(at));
        return cflag == RecordLayout.MIDDLE || cflag == RecordLayout.LAST;
    }

    boolean isMagic(long at) {
        return at >= 0
                && sizeBytes - at >= RecordLayout.HEAD_BYTES
                && segment.get(LittleEndian.INT, at) == RecordLayout.MAGIC;
    }

    private boolean resemblesMagic(long at) {
        int same = 0;
        int there = (int) Math.min(RecordLayout.ALIGNMENT, sizeBytes - at);
        for (int i = 0; i < there; i++) {
            same += segment.get(LittleEndian.BYTE, at + i) == (byte) (RecordLayout.MAGIC >>> (8 * i)) ? 1 : 0;
        }
        return same >= Math.min(SAME_MAGIC_BYTES, there);
    }

    private int lengthWord(long at) {
        return segment.get(LittleEndian.INT, at + RecordLayout.LENGTH_OFFSET);
    }
}
