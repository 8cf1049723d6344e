package io.cameo.loader.matting;

import io.cameo.loader.Position;
import io.cameo.pipeline.Tap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** Draws batches from a running pipeline. {@link #close()} may be called from any thread, the rest from one at a time. */
final class MattingIterator implements Iterator<MattingBatch>, AutoCloseable {
    private final Tap<MattingTicket, MattingMemory> tap;
    private final MattingLoader loader;
    private final long count;
    private long drawn;
    private boolean failed;
    private volatile @Nullable MattingBatch current;

    MattingIterator(Tap<MattingTicket, MattingMemory> tap, MattingLoader loader, long count) {
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
    public MattingBatch next() {
        endCurrent();
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
        MattingTicket ticket = tap.item();
        MattingMemory memory = tap.out();
        RuntimeException failure = memory.failure;
        if (failure != null) {
            failed = true;
            throw failure;
        }
        drawn++;
        Position position = loader.positionAt(ticket.plan().epoch(), ticket.samplesAfter());
        MattingBatch batch = new MattingBatch(memory, ticket.number(), position);
        current = batch;
        loader.drawn(this, position);
        return batch;
    }

    private void endCurrent() {
        MattingBatch batch = current;
        if (batch != null) {
            batch.end();
            current = null;
        }
    }

    @Override
    public void close() throws IOException {
        endCurrent();
        tap.close();
    }
}
