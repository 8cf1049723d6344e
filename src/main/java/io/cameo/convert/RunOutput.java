package io.cameo.convert;

import io.cameo.pipeline.Outcome;
import io.cameo.pipeline.Sink;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * The writing end of a run that can be stopped and gone on with: counts items, notes the rejected ones, brings everything
 * to disk in time, and tells how the run ended. On one thread, in the order of the source.
 *
 * @param <I> an item
 * @param <O> what a worker made of it
 */
public abstract class RunOutput<I, O> implements Sink<I, O> {
    private static final long CHECKPOINT_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final RejectsFile rejects;
    private final int batchSize;
    private long listed;
    private long rejected;
    private long checkpointNanos = System.nanoTime();

    /**
     * An output that has dealt with some items already.
     *
     * @param rejects owned by the caller
     * @param batchSize items between two checkpoints, or 0 for every two seconds
     * @param listed items of earlier runs
     * @param rejected how many of them were rejected
     */
    protected RunOutput(RejectsFile rejects, int batchSize, long listed, long rejected) {
        this.rejects = rejects;
        this.batchSize = batchSize;
        this.listed = listed;
        this.rejected = rejected;
    }

    /** Writes one result. */
    protected abstract void store(I item, O out) throws IOException;

    /** What the rejects file says of an item. */
    protected abstract Named name(I item);

    /** Told of each item, stored or rejected, before a checkpoint that includes it. Does nothing unless overridden. */
    protected void passed(I item) {}

    /** Brings all to disk and writes down how far that is. */
    protected abstract void checkpoint() throws IOException;

    /**
     * An item in the rejects file.
     *
     * @param key or empty
     * @param path of the item, or where its line is
     */
    public record Named(String key, String path) {}

    @Override
    public final void accept(long sequence, I item, O out) throws IOException {
        store(item, out);
        advance(item);
    }

    @Override
    public final void rejected(long sequence, I item, String reason) throws IOException {
        Named named = name(item);
        rejects.add(named.key(), named.path(), reason);
        rejected++;
        advance(item);
    }

    private void advance(I item) throws IOException {
        passed(item);
        listed++;
        boolean due = batchSize == 0 ? System.nanoTime() - checkpointNanos > CHECKPOINT_NANOS : listed % batchSize == 0;
        if (due) {
            checkpoint();
            checkpointNanos = System.nanoTime();
        }
    }

    /** Items dealt with, those of earlier runs included. */
    protected final long listed() {
        return listed;
    }

    /** How many of them were rejected. */
    protected final long rejected() {
        return rejected;
    }

    /** The file of rejected items. */
    protected final RejectsFile rejects() {
        return rejects;
    }

    /** How the run ended, by what the pipeline says of it. */
    protected final PackReport.End endOf(Outcome outcome) {
        if (outcome.limitExceeded()) {
            return PackReport.End.ERROR_LIMIT;
        }
        if (outcome.cancelled()) {
            return PackReport.End.CANCELLED;
        }
        return listed > 0 && rejected == listed ? PackReport.End.NOTHING_PACKED : PackReport.End.COMPLETE;
    }
}
