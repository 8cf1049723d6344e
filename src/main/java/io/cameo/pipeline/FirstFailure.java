package io.cameo.pipeline;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The failure that ends a run: the first of any thread; later ones are attached to it as suppressed. */
final class FirstFailure {
    private final AtomicReference<@Nullable Throwable> first = new AtomicReference<>();

    // Identity is what addSuppressed checks, too.
    @SuppressWarnings("ReferenceEquality")
    void record(Throwable failure) {
        if (first.compareAndSet(null, failure)) {
            return;
        }
        Throwable winner = first.get();
        // Two workers may throw one and the same object, which cannot suppress itself.
        if (winner != null && winner != failure) {
            winner.addSuppressed(failure);
        }
    }

    boolean happened() {
        return first.get() != null;
    }

    /**
     * Throws the very object that was recorded, if there is one. Checked exceptions that {@link Pipeline#run} does not
     * declare (an {@link AutoCloseable} may throw any) become the cause of an {@link IOException}.
     */
    void rethrow(String pipelineName) throws IOException {
        Throwable failure = first.get();
        switch (failure) {
            case null -> {}
            case IOException e -> throw e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IOException("pipeline failed: name=" + pipelineName, failure);
        }
    }
}
