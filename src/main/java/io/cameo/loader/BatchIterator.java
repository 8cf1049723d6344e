package io.cameo.loader;

import io.cameo.pipeline.Tap;
import java.io.IOException;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Draws batches from a running pipeline. {@link #close()} may be called from any thread, the rest from one at a time. */
final class BatchIterator implements Iterator<Batch>, AutoCloseable {
    private final BatchDraw<BatchMemory> draw;
    private final Loader loader;
    private volatile @Nullable Batch current;

    BatchIterator(Tap<BatchTicket, BatchMemory> tap, Loader loader, long count) {
        draw = new BatchDraw<>(tap, count, memory -> memory.failure);
        this.loader = loader;
    }

    /** Does not wait and does not end the current batch. */
    @Override
    public boolean hasNext() {
        return draw.hasNext();
    }

    @Override
    public Batch next() {
        makeWay();
        BatchMemory memory = draw.next();
        BatchTicket ticket = draw.ticket();
        Position position = loader.positionAt(ticket.plan().epoch(), ticket.unitsAfter());
        Batch batch = new Batch(memory, loader.spec(), ticket.number(), position);
        current = batch;
        loader.drawn(this, position);
        return batch;
    }

    /**
     * Ends the current batch because others are to come.
     *
     * @throws IllegalStateException if it is lent
     */
    void makeWay() {
        Batch batch = current;
        if (batch != null) {
            batch.makeWay();
            current = null;
        }
    }

    @Override
    public void close() throws IOException {
        Batch batch = current;
        if (batch != null) {
            batch.end();
            current = null;
        }
        draw.close();
    }
}
