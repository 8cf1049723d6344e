package io.cameo.record;

import io.cameo.nativelib.MappedPages;
import io.cameo.nativelib.PageCache;
import io.cameo.nativelib.ReadAdvice;

/**
 * Bounds what a walk from front to back through a large file keeps in memory: reads ahead of it, and gives up what lies
 * behind it, in this process and in the system's cache. So a file of 100 GB goes through a container of 512 MB without
 * pushing others out.
 *
 * <p>Advice: records behind the window may still be read, from disk again. Others who have the file mapped keep their
 * pages. Where the system takes no such advice nothing happens. Not thread-safe.
 */
public final class PageWindow implements AutoCloseable {
    private static final long SMALLEST_BYTES = 1 << 20;

    private final RecordFile file;
    private final PageCache cache;
    private final long bytes;
    private long dropped;
    private long ahead;

    private PageWindow(RecordFile file, long bytes) {
        this.file = file;
        this.bytes = bytes;
        cache = PageCache.of(file.path());
    }

    /**
     * A window on a file; close it before the file.
     *
     * @param bytes how much of the file may be in memory: half of it behind the reader, half of it ahead; at least 1 MiB
     */
    public static PageWindow over(RecordFile file, long bytes) {
        if (bytes < SMALLEST_BYTES) {
            throw new IllegalArgumentException(
                    "window is too small: expected>=" + SMALLEST_BYTES + ", actual=" + bytes);
        }
        return new PageWindow(file, bytes);
    }

    /**
     * Tells how far the reader is. Costs nothing but a comparison most times.
     *
     * @param offsetBytes everything before it is done with, as {@link RecordView#endBytes()} of the last record
     */
    public void passed(long offsetBytes) {
        long half = bytes / 2;
        if (offsetBytes >= ahead - half / 2 && ahead < file.sizeBytes()) {
            long from = Math.max(ahead, offsetBytes);
            ahead = Math.min(file.sizeBytes(), offsetBytes + half);
            if (from < ahead) {
                MappedPages.advise(file.segment(), from, ahead - from, ReadAdvice.WILL_NEED);
            }
        }
        if (offsetBytes - dropped >= half) {
            drop(Math.min(offsetBytes, file.sizeBytes()));
        }
    }

    private void drop(long end) {
        MappedPages.release(file.segment(), dropped, end - dropped);
        cache.drop(dropped, end - dropped);
        dropped = end;
    }

    /** Ends it; what is in memory stays there. */
    @Override
    public void close() {
        cache.close();
    }
}
