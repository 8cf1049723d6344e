package io.cameo.image;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Native memory that grows and is used again; any thread, one at a time. */
final class NativeBuffer implements AutoCloseable {
    private static final long FIRST_BYTES = 1 << 16;
    private static final long ALIGNMENT = 64;

    private Arena arena = Arena.ofShared();
    private MemorySegment memory = arena.allocate(FIRST_BYTES, ALIGNMENT);

    /** At least so many bytes, of any content; what was handed out before may end. */
    MemorySegment atLeast(long sizeBytes) {
        if (sizeBytes > memory.byteSize()) {
            long grown = Math.max(sizeBytes, Math.addExact(memory.byteSize(), memory.byteSize()));
            arena.close();
            arena = Arena.ofShared();
            memory = arena.allocate(grown, ALIGNMENT);
        }
        return memory;
    }

    @Override
    public void close() {
        arena.close();
    }
}
