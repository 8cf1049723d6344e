package io.cameo.record;

import io.cameo.bytes.Checksum;
import java.lang.foreign.MemorySegment;
import java.util.zip.CRC32C;

/**
 * CRC32C of contents within a mapped file, without an allocation for each. They are copied in pieces first, see
 * {@link io.cameo.bytes.PageFault}: a sum that does not fit may be of a page that is gone. Not thread-safe.
 */
final class ContentSum {
    private static final int PIECE_BYTES = 8 << 10;

    private final CRC32C crc = new CRC32C();
    private final byte[] piece = new byte[PIECE_BYTES];
    private final MemorySegment file;

    ContentSum(MemorySegment file) {
        this.file = file;
    }

    /** The sum of what a view shows. */
    int of(RecordView view) {
        if (view.isDetached()) {
            crc.reset();
            crc.update(view.content().asByteBuffer());
            return (int) crc.getValue();
        }
        return of(view.contentOffset(), view.contentLength());
    }

    /** The sum of bytes of the file. */
    int of(long offset, int length) {
        crc.reset();
        Checksum.update(crc, file, offset, length, piece);
        return (int) crc.getValue();
    }
}
