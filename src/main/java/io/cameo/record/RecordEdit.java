package io.cameo.record;

import io.cameo.bytes.Checksum;
import io.cameo.bytes.LittleEndian;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Writes records under another key or with another first label. Only the header changes, and only where it must: the id
 * follows the key where it was the key before, the label field where it held the first label. All other bytes stay.
 *
 * <p>An id that was not the key is left alone, because it means something else, or the record has no image header at all.
 * One thread at a time.
 */
final class RecordEdit {
    /** A header and one label behind it: everything that may change. */
    private static final int HEAD_BYTES = IrHeaderLayout.BYTES + Float.BYTES;

    private final boolean moveIds;
    private final MemorySegment head = MemorySegment.ofArray(new byte[HEAD_BYTES]);

    /** @param moveIds whether an id that was the key becomes the new key */
    RecordEdit(boolean moveIds) {
        this.moveIds = moveIds;
    }

    /**
     * Writes content under a new key.
     *
     * @param textKey the new key where it is text, else null
     * @param crc what the CRC32C of the content was when it was read
     * @throws IOException also if the content has another by now
     */
    void rekeyed(RecordOutput out, @Nullable String textKey, long oldKey, long newKey, MemorySegment content, int crc)
            throws IOException {
        if (oldKey == newKey || !followsKey(content, oldKey)) {
            out.write(textKey, newKey, content);
            check(out.lastCrc(), crc, oldKey);
            return;
        }
        check(Checksum.crc32c(content), crc, oldKey);
        MemorySegment.copy(content, 0, head, 0, IrHeaderLayout.BYTES);
        head.set(LittleEndian.LONG, IrHeaderLayout.ID_OFFSET, newKey);
        out.write(textKey, newKey, head, IrHeaderLayout.BYTES, content.asSlice(IrHeaderLayout.BYTES));
    }

    private static void check(int actual, int expected, long key) throws IOException {
        if (actual != expected) {
            throw new IOException("a record changed on its way: key=" + key + ", expected=0x"
                    + Integer.toHexString(expected) + ", actual=0x" + Integer.toHexString(actual));
        }
    }

    /** The same, and the first label becomes another. The content must have an image header. */
    void relabelled(
            RecordOutput out,
            @Nullable String textKey,
            long oldKey,
            long newKey,
            float label,
            MemorySegment content,
            int crc)
            throws IOException {
        float old = RecordOutput.labelOf(content);
        if (Float.floatToRawIntBits(old) == Float.floatToRawIntBits(label)) {
            rekeyed(out, textKey, oldKey, newKey, content, crc);
            return;
        }
        check(Checksum.crc32c(content), crc, oldKey);
        boolean vector = RecordOutput.flagOf(content) != 0;
        int length = vector ? HEAD_BYTES : IrHeaderLayout.BYTES;
        MemorySegment.copy(content, 0, head, 0, length);
        if (followsKey(content, oldKey)) {
            head.set(LittleEndian.LONG, IrHeaderLayout.ID_OFFSET, newKey);
        }
        if (vector) {
            head.set(LittleEndian.FLOAT, IrHeaderLayout.LABELS_OFFSET, label);
        }
        // im2rec.cc repeats the first of several labels there, Python's packer writes 0.
        float field = head.get(LittleEndian.FLOAT, IrHeaderLayout.LABEL_OFFSET);
        if (!vector || Float.floatToRawIntBits(field) == Float.floatToRawIntBits(old)) {
            head.set(LittleEndian.FLOAT, IrHeaderLayout.LABEL_OFFSET, label);
        }
        out.write(textKey, newKey, head, length, content.asSlice(length));
    }

    private boolean followsKey(MemorySegment content, long key) {
        return moveIds
                && RecordOutput.flagOf(content) != CixLayout.NO_HEADER_FLAG
                && content.get(LittleEndian.LONG, IrHeaderLayout.ID_OFFSET) == key;
    }
}
