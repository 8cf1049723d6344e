package io.cameo.loader;

import io.cameo.bytes.LittleEndian;
import io.cameo.bytes.PageFault;
import java.lang.foreign.MemorySegment;

/**
 * Touches the head and the end of the record that comes next, just before the one before it is copied. In a shuffled order both
 * lie where no cache and no address table has been, and nothing of a record can be copied before both are read, one behind the
 * other; so early, they arrive while the copy runs. Changes no result. One thread at a time.
 */
final class NextRecord {
    /** What raw pixels have behind them, and more. */
    private static final int FOOT_BYTES = 128;

    @SuppressWarnings("UnusedVariable") // kept so that no compiler leaves the reads out
    private int seen;

    /**
     * Touches a record.
     *
     * @param offset of its head in the mapped file
     * @param length how long it may be, such as the one before
     */
    void touch(MemorySegment mapped, long offset, long length) {
        long end = Math.min(mapped.byteSize(), offset + length);
        if (offset < 0 || end - offset < FOOT_BYTES) {
            return;
        }
        try {
            seen ^= mapped.get(LittleEndian.BYTE, offset)
                    ^ mapped.get(LittleEndian.BYTE, end - FOOT_BYTES)
                    ^ mapped.get(LittleEndian.BYTE, end - 1);
        } catch (InternalError fault) {
            if (!PageFault.is(fault)) {
                throw fault;
            }
            // Whoever reads that record will meet it, and can say whose it is.
        }
    }
}
