package io.cameo.loader;

import java.lang.foreign.Arena;
import java.util.ArrayDeque;

/** The batches of one loader, which outlive its epochs. Any thread may take and give back. */
final class BatchPool implements AutoCloseable {
    private final Arena arena = Arena.ofShared();
    private final TensorSpec spec;
    private final int rows;
    private final int labelWidth;
    private final ArrayDeque<BatchMemory> free = new ArrayDeque<>();

    BatchPool(TensorSpec spec, int rows, int labelWidth) {
        this.spec = spec;
        this.rows = rows;
        this.labelWidth = labelWidth;
    }

    synchronized BatchMemory take() {
        BatchMemory known = free.poll();
        return known == null ? new BatchMemory(arena, spec, rows, labelWidth, this) : known;
    }

    synchronized void giveBack(BatchMemory memory) {
        free.push(memory);
    }

    /**
     * Frees the memory of all batches, also of those that somebody reads: he gets an exception.
     *
     * @throws IllegalStateException if native code of somebody else's holds on to one
     */
    @Override
    public void close() {
        arena.close();
    }
}
