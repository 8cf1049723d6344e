package io.cameo.record;

import io.cameo.bytes.LittleEndian;
import java.lang.foreign.MemorySegment;

/**
 * {@link MagicScan} over a mapped file. What is scanned is copied in pieces first, because a vector load from a page that
 * is gone ends the process; see {@link io.cameo.bytes.PageFault}. Not thread-safe.
 */
final class FileScan {
    private static final int PIECE_BYTES = 8 << 10; // a multiple of 4, so that no word is cut

    private final MagicScan scan = MagicScan.create();
    private final MemorySegment file;
    private final byte[] bytes = new byte[PIECE_BYTES];
    private final MemorySegment piece = MemorySegment.ofArray(bytes);

    FileScan(MemorySegment file) {
        this.file = file;
    }

    /** As {@link MagicScan#find}. If a page is gone the answer may be wrong and the error come later. */
    long find(long from, long to) {
        for (long at = from; at + RecordLayout.ALIGNMENT <= to; at += PIECE_BYTES) {
            int size = (int) Math.min(PIECE_BYTES, to - at);
            MemorySegment.copy(file, LittleEndian.BYTE, at, bytes, 0, size);
            long hit = scan.find(piece, 0, size);
            if (hit >= 0) {
                return at + hit;
            }
        }
        return -1;
    }
}
