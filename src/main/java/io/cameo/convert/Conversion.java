package io.cameo.convert;

import io.cameo.pipeline.Pipeline;
import io.cameo.pipeline.Progress;
import org.jspecify.annotations.Nullable;

/**
 * What every conversion of many items lets its caller choose, and none of which changes a byte of the result: how many
 * threads, when to give up, whether to go on where an earlier run stopped, who is told.
 *
 * <p>Set up on one thread; {@link #cancel()} may be called from any.
 *
 * @param <S> the conversion itself, for chaining
 */
public abstract class Conversion<S extends Conversion<S>> {
    private static final int MAX_WORKERS = 1024;

    private int workers = Runtime.getRuntime().availableProcessors();
    private int batchSize;
    private long errorLimit;
    private boolean resume;
    private Progress progress = Progress.NONE;
    private volatile boolean cancelled;
    private volatile @Nullable Runnable cancelAction;

    /** This conversion as its own type. */
    protected abstract S self();

    /** Number of threads that read, decode and encode; one per processor unless set. */
    public final S workers(int threads) {
        if (threads < 1 || threads > MAX_WORKERS) {
            throw new IllegalArgumentException(
                    "number of workers is out of range: expected=1.." + MAX_WORKERS + ", actual=" + threads);
        }
        workers = threads;
        return self();
    }

    /**
     * After how many items everything is brought to disk, so that a killed run loses at most so many; 0, as it is unless
     * set, means every two seconds.
     */
    public final S batchSize(int items) {
        if (items < 0) {
            throw new IllegalArgumentException("batch size is negative: items=" + items);
        }
        batchSize = items;
        return self();
    }

    /** How many bad items are tolerated before the run stops; none unless set. */
    public final S errorLimit(long items) {
        if (items < 0) {
            throw new IllegalArgumentException("error limit is negative: limit=" + items);
        }
        errorLimit = items;
        return self();
    }

    /** Tolerates any number of bad items. */
    public final S noErrorLimit() {
        errorLimit = Pipeline.UNLIMITED;
        return self();
    }

    /** Whether to go on where an earlier run of the same job stopped. Starts anew if there was none. */
    public final S resume(boolean goOn) {
        resume = goOn;
        return self();
    }

    /** Who is told how far the run is; on the thread that runs the conversion. */
    public final S progress(Progress listener) {
        progress = listener;
        return self();
    }

    /** Asks the run to stop soon, keeping what it has for {@link #resume(boolean)}. From any thread. */
    public final void cancel() {
        cancelled = true;
        Runnable action = cancelAction;
        if (action != null) {
            action.run();
        }
    }

    /** What was chosen, for the run. */
    protected final RunSettings run() {
        return new RunSettings(workers, batchSize, errorLimit, resume, progress, this::onCancel);
    }

    private void onCancel(Runnable action) {
        cancelAction = action;
        if (cancelled) {
            action.run();
        }
    }
}
