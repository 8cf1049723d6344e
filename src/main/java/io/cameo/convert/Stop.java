package io.cameo.convert;

import io.cameo.pipeline.Pipeline;
import org.jspecify.annotations.Nullable;

/** A wish to stop that outlives one pipeline: a job may run several, one after the other. Any thread may wish. */
public final class Stop {
    private boolean wished;
    private @Nullable Pipeline<?, ?, ?> running;

    /** Wishes; for good. */
    public synchronized void wish() {
        wished = true;
        if (running != null) {
            running.cancel();
        }
    }

    /** Whether anybody wished. */
    public synchronized boolean isWished() {
        return wished;
    }

    /** From now until the close, a wish cancels this pipeline; an earlier wish does at once. */
    public synchronized Until stops(Pipeline<?, ?, ?> pipeline) {
        running = pipeline;
        if (wished) {
            pipeline.cancel();
        }
        return this::forget;
    }

    private synchronized void forget() {
        running = null;
    }

    /** Ends what {@link #stops} began. */
    @FunctionalInterface
    public interface Until extends AutoCloseable {
        @Override
        void close();
    }
}
