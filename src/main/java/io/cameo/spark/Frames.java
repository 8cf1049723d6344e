package io.cameo.spark;

import io.cameo.bytes.LittleEndian;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Finds and reads the records of a file that need not be mapped, and says what is wrong instead of throwing. The layout is
 * that of {@code io.cameo.record}: parts of magic, length with cflag, data and padding.
 *
 * <p>What {@link #measure} found stays until its next call, the content until the next one is read. Not thread-safe.
 */
final class Frames {
    static final int HEAD_BYTES = 8;
    private static final int MAGIC = 0xCED7230A;
    private static final int MAGIC_BYTES = 4;
    private static final int LENGTH_BITS = 29;
    private static final int MAX_CONTENT_BYTES = (1 << LENGTH_BITS) - 1;
    private static final int FIRST = 1;
    private static final int MIDDLE = 2;
    private static final int LAST = 3;
    private static final int SCAN_BYTES = 64 << 10; // a multiple of 4, so that no word is cut

    private final FileBytes bytes;
    private final long sizeBytes;
    private byte[] content = new byte[0];
    private int held;
    private long begin;
    private long end;
    private int contentLength;
    private int parts;

    Frames(FileBytes bytes) {
        this.bytes = bytes;
        sizeBytes = bytes.sizeBytes();
    }

    /**
     * The first place from {@code from} on, rounded up to a multiple of 4, where a record's first head stands; the file's
     * size if there is none. MXNet's rule: dmlc-core {@code src/io/recordio_split.cc}, {@code SeekRecordBegin}.
     */
    long nextHead(long from) throws IOException {
        long at = (from + 3) & -4L;
        while (sizeBytes - at >= HEAD_BYTES) {
            int length = (int) Math.min(SCAN_BYTES, sizeBytes - at);
            MemorySegment window = bytes.at(at, length);
            int hit = magicIn(window, length);
            if (hit < 0) {
                at += length & -MAGIC_BYTES;
            } else if (isHead(at + hit)) {
                return at + hit;
            } else {
                at += hit + MAGIC_BYTES;
            }
        }
        return sizeBytes;
    }

    private static int magicIn(MemorySegment window, int length) {
        for (int i = 0; i + MAGIC_BYTES <= length; i += MAGIC_BYTES) {
            if (window.get(LittleEndian.INT, i) == MAGIC) {
                return i;
            }
        }
        return -1;
    }

    /** Whether the first head of a record stands there. */
    boolean isHead(long at) throws IOException {
        if (sizeBytes - at < HEAD_BYTES) {
            return false;
        }
        MemorySegment head = bytes.at(at, HEAD_BYTES);
        return head.get(LittleEndian.INT, 0) == MAGIC && cflag(head.get(LittleEndian.INT, MAGIC_BYTES)) <= FIRST;
    }

    /** Looks at the heads of the record that begins there; says what is wrong with them, or null. */
    @Nullable
    String measure(long offset) throws IOException {
        long at = offset;
        long length = -MAGIC_BYTES; // one magic fewer than parts
        begin = offset;
        held = 0;
        parts = 0;
        while (true) {
            String fault = partFault(at);
            if (fault != null) {
                return parts == 0 ? fault : fault + ", part_at=" + at;
            }
            int word = bytes.at(at, HEAD_BYTES).get(LittleEndian.INT, MAGIC_BYTES);
            length += MAGIC_BYTES + length(word);
            at += HEAD_BYTES + aligned(length(word));
            parts++;
            if (length > MAX_CONTENT_BYTES) {
                return "parts add up to more than a record may hold: limit=" + MAX_CONTENT_BYTES + ", actual>="
                        + length;
            }
            if (cflag(word) == 0 || cflag(word) == LAST) {
                end = at;
                contentLength = (int) length;
                return null;
            }
        }
    }

    private @Nullable String partFault(long at) throws IOException {
        if (at < 0 || sizeBytes - at < HEAD_BYTES) {
            return "record head is cut off: remaining=" + Math.max(0, sizeBytes - at);
        }
        MemorySegment head = bytes.at(at, HEAD_BYTES);
        int magic = head.get(LittleEndian.INT, 0);
        if (magic != MAGIC) {
            return "record magic mismatch: expected=0x" + Integer.toHexString(MAGIC) + ", actual=0x"
                    + Integer.toHexString(magic);
        }
        int word = head.get(LittleEndian.INT, MAGIC_BYTES);
        int cflag = cflag(word);
        if (parts == 0 ? cflag > FIRST : cflag != MIDDLE && cflag != LAST) {
            return (parts == 0 ? "record does not begin with cflag 0 or 1" : "record does not go on with cflag 2 or 3")
                    + ": actual=" + cflag;
        }
        if ((cflag == FIRST || cflag == MIDDLE) && length(word) % MAGIC_BYTES != 0) {
            return "part before the last is not a multiple of 4 long: length=" + length(word);
        }
        if (at + HEAD_BYTES + aligned(length(word)) > sizeBytes) {
            return "record is cut off: length=" + length(word) + ", remaining=" + (sizeBytes - at - HEAD_BYTES);
        }
        return null;
    }

    /** Where the measured record ends. */
    long end() {
        return end;
    }

    /** Bytes of its content, joined. */
    int contentLength() {
        return contentLength;
    }

    /** Reads the whole content of the measured record; says what is wrong with it, or null. */
    @Nullable
    String readContent() throws IOException {
        grow(contentLength);
        long at = begin;
        int to = 0;
        for (int part = 0; part < parts; part++) {
            if (part > 0) {
                MemorySegment.ofArray(content).set(LittleEndian.INT, to, MAGIC);
                to += MAGIC_BYTES;
            }
            int length = length(bytes.at(at, HEAD_BYTES).get(LittleEndian.INT, MAGIC_BYTES));
            bytes.read(at + HEAD_BYTES, content, to, length);
            int swallowed = magicIn(MemorySegment.ofArray(content).asSlice(to, length), length);
            if (swallowed >= 0) {
                return "record runs over the head of another: at=" + (at + HEAD_BYTES + swallowed);
            }
            to += length;
            at += HEAD_BYTES + aligned(length);
        }
        held = contentLength;
        return null;
    }

    /** Reads the content's first bytes, all of it where the record is in several parts; says what is wrong, or null. */
    @Nullable
    String readFirst(int length) throws IOException {
        int wanted = Math.min(length, contentLength);
        if (wanted <= held) {
            return null;
        }
        if (parts > 1) {
            return readContent();
        }
        grow(wanted);
        bytes.read(begin + HEAD_BYTES, content, 0, wanted);
        held = wanted;
        return null;
    }

    /** The content as far as it was read; of no use behind that. */
    byte[] content() {
        return content;
    }

    private void grow(int length) {
        if (content.length < length) {
            content = new byte[Math.max(length, (int) Math.min(MAX_CONTENT_BYTES, 2L * content.length))];
        }
    }

    private static int cflag(int word) {
        return word >>> LENGTH_BITS;
    }

    private static int length(int word) {
        return word & MAX_CONTENT_BYTES;
    }

    private static long aligned(int length) {
        return (length + 3L) & -4L;
    }
}
