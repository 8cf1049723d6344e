package io.cameo.loader;

import io.cameo.pipeline.Tap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** Draws batches from a running pipeline. {@link #close()} may be called from any thread, the rest from one at a time. */
final class BatchIterator implements Iterator<Batch>, AutoCloseable {
    private final Tap<BatchTicket, BatchMemory> tap;
    private final Loader loader;
    private final long count;
    private long drawn;
    private boolean failed;
    private volatile @Nullable Batch current;

    BatchIterator(Tap<BatchTicket, BatchMemory> tap, Loader loader, long count) {
        this.tap = tap;
        this.loader = loader;
        this.count = count;
    }

    /** Does not wait and does not end the current batch. */
    @Override
    public boolean hasNext() {
        return drawn < count && !failed;
    }

    @Override
    public Batch next() {
        makeWay();
        if (!hasNext()) {
            throw new NoSuchElementException("no more batches: drawn=" + drawn);
        }
        try {
            if (!tap.next()) {
                throw new IllegalStateException("loader is closed: drawn=" + drawn);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            CancellationException cancelled =
                    new CancellationException("interrupted while waiting for a batch: drawn=" + drawn);
            cancelled.initCause(e);
            throw cancelled;
        } catch (IOException e) {
            failed = true;
            throw new UncheckedIOException(e);
        }
        BatchTicket ticket = tap.item();
        BatchMemory memory = tap.out();
        RuntimeException failure = memory.failure;
        if (failure != null) {
            failed = true;
            throw failure;
        }
        drawn++;
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
        tap.close();
    }
}
