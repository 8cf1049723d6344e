package io.cameo.spark;

import io.cameo.bytes.CorruptDataException;
import io.cameo.bytes.LittleEndian;
import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.apache.hadoop.conf.Configuration;

/** The entries of a {@code .cix}, read from wherever it lies: {@link #load} one, then ask. Not thread-safe. */
final class CixEntries implements Closeable {
    /** What stands for a flag where a record has no image header. */
    static final int NO_HEADER = 0xffffffff;

    private static final int OFFSET_OFFSET = 8;
    private static final int LENGTH_OFFSET = 16;
    private static final int CRC_OFFSET = 20;
    private static final int LABEL_OFFSET = 24;
    private static final int FLAG_OFFSET = 28;

    private final CixHead head;
    private final FileBytes bytes;
    private final MemorySegment entry = MemorySegment.ofArray(new byte[CixHead.ENTRY_BYTES]);

    CixEntries(CixHead head, Configuration conf) throws IOException {
        this.head = head;
        bytes = FileBytes.open(head.location(), head.sizeBytes(), conf);
    }

    int records() {
        return head.records();
    }

    /** The first entry whose record begins at an offset or behind it. */
    int firstFrom(long offset) throws IOException {
        int low = 0;
        int high = records();
        while (low < high) {
            int middle = (low + high) >>> 1;
            load(middle);
            if (offset() < offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Moves to an entry. */
    void load(int position) throws IOException {
        try {
            MemorySegment.copy(bytes.at(at(position), CixHead.ENTRY_BYTES), 0, entry, 0, CixHead.ENTRY_BYTES);
        } catch (InternalError fault) {
            throw bytes.lost(at(position), fault);
        }
    }

    private static long at(int position) {
        return CixHead.BYTES + (long) CixHead.ENTRY_BYTES * position;
    }

    /** The key, or where its text ends. */
    long key() {
        return entry.get(LittleEndian.LONG, 0);
    }

    long offset() {
        return entry.get(LittleEndian.LONG, OFFSET_OFFSET);
    }

    int contentLength() {
        return entry.get(LittleEndian.INT, LENGTH_OFFSET);
    }

    int contentCrc() {
        return entry.get(LittleEndian.INT, CRC_OFFSET);
    }

    float label() {
        return entry.get(LittleEndian.FLOAT, LABEL_OFFSET);
    }

    boolean hasHeader() {
        return entry.get(LittleEndian.INT, FLAG_OFFSET) != NO_HEADER;
    }

    /** Text of a key, as bytes of UTF-8, from where the one before ends. */
    byte[] keyText(long from, long to) throws IOException {
        long length = to - from;
        if (from < 0 || length < 0 || length > Integer.MAX_VALUE || to > head.sizeBytes() - head.textOffset()) {
            throw new CorruptDataException(
                    FileBytes.named(head.location()),
                    head.textOffset(),
                    "text of a key lies outside: from=" + from + ", to=" + to);
        }
        byte[] text = new byte[(int) length];
        bytes.read(head.textOffset() + from, text, 0, text.length);
        return text;
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
