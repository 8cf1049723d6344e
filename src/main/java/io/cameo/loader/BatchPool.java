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
    private int loans;
    private boolean closed;

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
     * From now on the memory stays until {@link #giveLoanBack}, whatever else happens.
     *
     * @throws IllegalStateException if it is gone already
     */
    synchronized void lend() {
        if (closed) {
            throw new IllegalStateException("loader is closed: nothing can be lent: rows=" + rows);
        }
        loans++;
    }

    void giveLoanBack() {
        synchronized (this) {
            loans--;
            if (loans > 0 || !closed) {
                return;
            }
        }
        arena.close();
    }

    /**
     * Frees the memory of all batches, also of those that somebody reads: he gets an exception. While there are loans nothing
     * is freed; the last one to be given back does it.
     *
     * @throws IllegalStateException if native code of somebody else's holds on to one
     */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            if (loans > 0) {
                return;
            }
        }
        arena.close();
    }
}
