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

    /** So many entries are copied at a time where they are asked for one after the other. */
    private static final int BLOCK = 256;

    private static final int OFFSET_OFFSET = 8;
    private static final int LENGTH_OFFSET = 16;
    private static final int CRC_OFFSET = 20;
    private static final int LABEL_OFFSET = 24;
    private static final int FLAG_OFFSET = 28;

    private final CixHead head;
    private final FileBytes bytes;
    private final MemorySegment block = MemorySegment.ofArray(new byte[BLOCK * CixHead.ENTRY_BYTES]);
    private int blockFrom;
    private int blockTo;
    private int at;

    CixEntries(CixHead head, Configuration conf) throws IOException {
        this.head = head;
        bytes = FileBytes.open(head.location(), head.sizeBytes(), conf);
    }

    int records() {
        return head.records();
    }

    /** Says that all entries will be asked for soon. */
    void expectAll() {
        bytes.expect(CixHead.BYTES, offsetOf(records()));
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
        if (position < blockFrom || position >= blockTo) {
            int count = position == blockTo ? Math.min(BLOCK, records() - position) : 1;
            copy(position, count);
        }
        at = CixHead.ENTRY_BYTES * (position - blockFrom);
    }

    private void copy(int position, int count) throws IOException {
        int length = CixHead.ENTRY_BYTES * count;
        blockTo = blockFrom; // nothing is held if reading fails
        try {
            MemorySegment.copy(bytes.at(offsetOf(position), length), 0, block, 0, length);
        } catch (InternalError fault) {
            throw bytes.lost(offsetOf(position), fault);
        }
        blockFrom = position;
        blockTo = position + count;
    }

    private static long offsetOf(int position) {
        return CixHead.BYTES + (long) CixHead.ENTRY_BYTES * position;
    }

    /** The key, or where its text ends. */
    long key() {
        return block.get(LittleEndian.LONG, at);
    }

    long offset() {
        return block.get(LittleEndian.LONG, at + OFFSET_OFFSET);
    }

    int contentLength() {
        return block.get(LittleEndian.INT, at + LENGTH_OFFSET);
    }

    int contentCrc() {
        return block.get(LittleEndian.INT, at + CRC_OFFSET);
    }

    float label() {
        return block.get(LittleEndian.FLOAT, at + LABEL_OFFSET);
    }

    boolean hasHeader() {
        return block.get(LittleEndian.INT, at + FLAG_OFFSET) != NO_HEADER;
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
