package io.cameo.loader;

/**
 * The right to read the memory of a batch by its address; see {@link Batch#lend()}. Close it when nobody does so any more, on
 * any thread; closing twice does nothing.
 */
public final class BatchLoan implements AutoCloseable {
    private final Batch batch;
    private final BatchMemory memory;
    private boolean closed;

    BatchLoan(Batch batch, BatchMemory memory) {
        this.batch = batch;
        this.memory = memory;
        memory.lend();
    }

    /**
     * Gives the memory back.
     *
     * @throws IllegalStateException if this is the last loan of a closed loader, and native code is reading a batch all the same
     */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        batch.giveLoanBack();
        memory.giveLoanBack();
    }
}
