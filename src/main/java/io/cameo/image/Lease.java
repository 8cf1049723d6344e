package io.cameo.image;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Hands out views of native memory that will be overwritten, and ends each view before it hands out the next. A reader
 * who comes late gets {@link IllegalStateException} instead of foreign bytes or a crash.
 */
final class Lease {
    private @Nullable Arena arena;

    /** A view of memory that somebody else owns, readable by the calling thread until the next call. */
    @SuppressWarnings("restricted") // the address and the size come from OpenCV's own bookkeeping
    MemorySegment renew(long address, long sizeBytes) {
        end();
        Arena next = Arena.ofConfined();
        arena = next;
        return MemorySegment.ofAddress(address).reinterpret(sizeBytes, next, null);
    }

    void end() {
        Arena last = arena;
        arena = null;
        // Only its own thread may end a confined arena. On another thread (a codec closed by who did not use it) it is
        // dropped: it owns no memory, and its own thread is the only one that could read it.
        if (last != null && isOfThisThread(last)) {
            last.close();
        }
    }

    private static boolean isOfThisThread(Arena arena) {
        return arena.allocate(0).isAccessibleBy(Thread.currentThread());
    }
}
