package io.cameo.loader.matting;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * A tensor of planes, most of which are nobody's: it knows which ones have been written, so that those that stay empty need not
 * be filled with zeros for every batch. Whoever reads it sees it read-only.
 */
final class PlaneTensor {
    private static final long ALIGNMENT = 64;

    private final MemorySegment memory;
    private final MemorySegment view;
    private final int planeBytes;
    private final boolean[] written;

    PlaneTensor(Arena arena, int planes, int planeBytes) {
        memory = arena.allocate((long) planes * planeBytes, ALIGNMENT); // zeros
        view = memory.asReadOnly();
        this.planeBytes = planeBytes;
        written = new boolean[planes];
    }

    /** For readers. */
    MemorySegment view() {
        return view;
    }

    MemorySegment memory() {
        return memory;
    }

    /** Where a plane begins that is about to be written. */
    long begin(int plane) {
        written[plane] = true;
        return (long) plane * planeBytes;
    }

    /** Makes a plane zeros. */
    void clear(int plane) {
        if (written[plane]) {
            memory.asSlice((long) plane * planeBytes, planeBytes).fill((byte) 0);
            written[plane] = false;
        }
    }
}
