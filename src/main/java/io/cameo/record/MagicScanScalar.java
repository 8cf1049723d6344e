package io.cameo.record;

import io.cameo.bytes.LittleEndian;
import java.lang.foreign.MemorySegment;

/** The specification: one word after the other. */
final class MagicScanScalar implements MagicScan {
    @Override
    public long find(MemorySegment segment, long from, long to) {
        for (long at = from; at + 4 <= to; at += 4) {
            if (segment.get(LittleEndian.INT, at) == RecordLayout.MAGIC) {
                return at;
            }
        }
        return -1;
    }
}
