package io.cameo.record;

import io.cameo.bytes.LittleEndian;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/** The same with a vector of words at a time. */
final class MagicScanSimd implements MagicScan {
    private static final VectorSpecies<Integer> SPECIES = IntVector.SPECIES_PREFERRED;

    @Override
    public long find(MemorySegment segment, long from, long to) {
        long step = SPECIES.vectorByteSize();
        long at = from;
        for (; at + step <= to; at += step) {
            VectorMask<Integer> hits = IntVector.fromMemorySegment(SPECIES, segment, at, ByteOrder.LITTLE_ENDIAN)
                    .eq(RecordLayout.MAGIC);
            if (hits.anyTrue()) {
                return at + 4L * hits.firstTrue();
            }
        }
        for (; at + 4 <= to; at += 4) {
            if (segment.get(LittleEndian.INT, at) == RecordLayout.MAGIC) {
                return at;
            }
        }
        return -1;
    }
}
