package io.cameo.loader;

import io.cameo.pipeline.Tap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Draws finished batches from a running pipeline. For loaders: {@link #close()} may be called from any thread, the rest from one
 * at a time.
 *
 * @param <M> the memory of a batch
 */
public final class BatchDraw<M> implements AutoCloseable {
    private final Tap<BatchTicket, M> tap;
    private final long count;
    private final Function<M, @Nullable RuntimeException> failureOf;
    private long drawn;
    private boolean failed;

    /**
     * Takes a tap over.
     *
     * @param count how many batches will come
     * @param failureOf why a batch cannot be given, null if it can
     */
    public BatchDraw(Tap<BatchTicket, M> tap, long count, Function<M, @Nullable RuntimeException> failureOf) {
        this.tap = tap;
        this.count = count;
        this.failureOf = failureOf;
    }

    /** Does not wait. */
    public boolean hasNext() {
        return drawn < count && !failed;
    }

    /**
     * Gives the last batch's memory back and waits for the next.
     *
     * @throws NoSuchElementException if there is none
     * @throws CancellationException if the thread is interrupted while it waits; one may go on
     * @throws IllegalStateException if the loader is closed
     */
    public M next() {
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
        M memory = tap.out();
        RuntimeException failure = failureOf.apply(memory);
        if (failure != null) {
            failed = true;
            throw failure;
        }
        drawn++;
        return memory;
    }

    /** What the batch that was drawn last was made of. */
    public BatchTicket ticket() {
        return tap.item();
    }

    @Override
    public void close() throws IOException {
        tap.close();
    }
}
