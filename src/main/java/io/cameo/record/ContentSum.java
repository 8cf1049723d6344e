package io.cameo.record;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * CRC32C of contents within a mapped file, without an allocation for each. The file is seen through byte buffers that
 * overlap, so that every record lies within one. Not thread-safe.
 */
final class ContentSum {
    private static final long STRIDE_BYTES = 1L << 29; // more than any content
    private static final long WINDOW_BYTES = 2 * STRIDE_BYTES;

    private final CRC32C crc = new CRC32C();
    private final ByteBuffer[] windows;

    ContentSum(MemorySegment file) {
        windows = new ByteBuffer[(int) ((file.byteSize() + STRIDE_BYTES - 1) / STRIDE_BYTES)];
        for (int i = 0; i < windows.length; i++) {
            long begin = i * STRIDE_BYTES;
            windows[i] = file.asSlice(begin, Math.min(WINDOW_BYTES, file.byteSize() - begin))
                    .asByteBuffer();
        }
    }

    /** The sum of what a view shows. */
    int of(RecordView view) {
        if (view.parts() > 1) {
            crc.reset();
            crc.update(view.content().asByteBuffer());
            return (int) crc.getValue();
        }
        return of(view.contentOffset(), view.contentLength());
    }

    /** The sum of bytes of the file. */
    int of(long offset, int length) {
        crc.reset();
        if (length > 0) {
            ByteBuffer window = windows[(int) (offset / STRIDE_BYTES)];
            int from = (int) (offset % STRIDE_BYTES);
            crc.update(window.limit(from + length).position(from));
        }
        return (int) crc.getValue();
    }
}
