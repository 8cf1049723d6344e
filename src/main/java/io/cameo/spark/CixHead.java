package io.cameo.spark;

import io.cameo.bytes.Checksum;
import io.cameo.bytes.LittleEndian;
import java.io.IOException;
import java.io.Serializable;
import java.lang.foreign.MemorySegment;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * What the first 128 bytes of a {@code .cix} say, checked. The layout is specified in {@code docs/cix.md}.
 *
 * @param location where the {@code .cix} lies
 * @param sizeBytes its size
 * @param records how many entries it has
 * @param hasTextKeys whether keys are text
 * @param textOffset where that text begins
 */
record CixHead(String location, long sizeBytes, int records, boolean hasTextKeys, long textOffset)
        implements Serializable {
    static final int BYTES = 128;
    static final int ENTRY_BYTES = 32;

    private static final long MAGIC = 0x5849434F454D4143L; // "CAMEOCIX"
    private static final int VERSION = 1;
    private static final int VERSION_OFFSET = 8;
    private static final int ENTRY_BYTES_OFFSET = 12;
    private static final int RECORDS_OFFSET = 16;
    private static final int REC_BYTES_OFFSET = 24;
    private static final int REC_ENDS_OFFSET = 32;
    private static final int LOOKUP_KIND_OFFSET = 36;
    private static final int TEXT_OFFSET_OFFSET = 64;
    private static final int HEAD_CRC_OFFSET = 124;
    private static final int TEXT_KEYS = 4;
    private static final int END_BYTES = 4096;

    /** The head of a {@code .cix}; null if it is damaged, or was not made for the record file as it is now. */
    static @Nullable CixHead read(
            String location, long sizeBytes, String recLocation, long recBytes, Configuration conf) throws IOException {
        if (sizeBytes < BYTES) {
            return null;
        }
        byte[] bytes = new byte[BYTES];
        try (FileBytes cix = FileBytes.open(location, sizeBytes, conf)) {
            cix.read(0, bytes, 0, BYTES);
        }
        MemorySegment head = MemorySegment.ofArray(bytes);
        long records = head.get(LittleEndian.LONG, RECORDS_OFFSET);
        boolean whole = head.get(LittleEndian.LONG, 0) == MAGIC
                && head.get(LittleEndian.INT, HEAD_CRC_OFFSET) == Checksum.crc32c(head.asSlice(0, HEAD_CRC_OFFSET))
                && head.get(LittleEndian.INT, VERSION_OFFSET) == VERSION
                && head.get(LittleEndian.INT, ENTRY_BYTES_OFFSET) == ENTRY_BYTES
                && records >= 0
                && records <= Integer.MAX_VALUE
                && BYTES + ENTRY_BYTES * records <= sizeBytes;
        if (!whole
                || head.get(LittleEndian.LONG, REC_BYTES_OFFSET) != recBytes
                || head.get(LittleEndian.INT, REC_ENDS_OFFSET) != sumOfEnds(recLocation, recBytes, conf)) {
            return null;
        }
        return new CixHead(
                location,
                sizeBytes,
                (int) records,
                head.get(LittleEndian.INT, LOOKUP_KIND_OFFSET) == TEXT_KEYS,
                head.get(LittleEndian.LONG, TEXT_OFFSET_OFFSET));
    }

    private static int sumOfEnds(String recLocation, long recBytes, Configuration conf) throws IOException {
        int length = (int) Math.min(recBytes, END_BYTES);
        byte[] ends = new byte[2 * length];
        try (FileBytes rec = FileBytes.open(recLocation, recBytes, conf)) {
            rec.read(0, ends, 0, length);
            rec.read(recBytes - length, ends, length, length);
        }
        return Checksum.crc32c(MemorySegment.ofArray(ends));
    }
}
