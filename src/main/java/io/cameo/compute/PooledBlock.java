package io.cameo.compute;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;

/**
 * One allocation of a pool, and what must come to pass before it may be used for anything else. Belongs to one thread at a
 * time, or to the pool under its lock.
 */
final class PooledBlock<M> {
    private static final long LEAST_BYTES = 4096;

    private final CudaLibrary library;
    /** Shared, because any thread may free it. */
    private final Arena arena = Arena.ofShared();

    private final M memory;
    private final long sizeBytes;
    /** Kept for the next time; the first {@link #pending} of them stand for work on the memory. */
    private final List<CudaEvent> events = new ArrayList<>();

    private int pending;

    /** How memory comes to be that ends with its arena. */
    interface Allocation<M> {
        M of(CudaLibrary library, Arena arena, long sizeBytes);
    }

    PooledBlock(CudaLibrary library, Allocation<M> allocation, long sizeBytes) {
        this.library = library;
        this.sizeBytes = sizeBytes;
        boolean made = false;
        try {
            memory = allocation.of(library, arena, sizeBytes);
            made = true;
        } finally {
            if (!made) {
                arena.close();
            }
        }
    }

    /** Sizes in steps of a sixteenth to an eighth, so that those that differ a little share blocks. */
    static long rounded(long sizeBytes) {
        if (sizeBytes <= LEAST_BYTES) {
            return LEAST_BYTES;
        }
        long step = Long.highestOneBit(sizeBytes) / 8;
        return sizeBytes > Long.MAX_VALUE - step ? sizeBytes : (sizeBytes + step - 1) / step * step;
    }

    M memory() {
        return memory;
    }

    long sizeBytes() {
        return sizeBytes;
    }

    /** Work that is queued on the stream so far may use the memory. */
    void usedUpTo(CudaStream stream) {
        if (stream.isClosed()) {
            // Its work is done.
            return;
        }
        if (pending == events.size()) {
            events.add(CudaEvent.open(library));
        }
        events.get(pending).record(stream);
        pending++;
    }

    /** Whether no queued work uses the memory any more. */
    boolean isDone() {
        while (pending > 0 && events.get(pending - 1).isDone()) {
            pending--;
        }
        return pending == 0;
    }

    /** Waits until {@link #isDone}. */
    void await() {
        while (pending > 0) {
            events.get(pending - 1).await();
            pending--;
        }
    }

    /** Waits for the work and frees the memory. */
    void free() {
        await();
        events.forEach(CudaEvent::close);
        arena.close();
    }
}
