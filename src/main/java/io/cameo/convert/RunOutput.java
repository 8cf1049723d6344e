package io.cameo.convert;

import io.cameo.pipeline.Outcome;
import io.cameo.pipeline.Sink;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The writing end of a run that can be stopped and gone on with: counts items, notes the rejected ones, brings everything
 * to disk in time, and tells how the run ended. On one thread, in the order of the source.
 *
 * @param <I> an item
 * @param <O> what a worker made of it
 */
public abstract class RunOutput<I, O> implements Sink<I, O> {
    private static final long CHECKPOINT_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final String EXTRAS = "extras";

    private final Path target;
    private final RejectsFile rejects;
    private final RunJournal journal;
    private final int batchSize;
    private long listed;
    private long rejected;
    private long extras;
    private long checkpointNanos = System.nanoTime();

    /**
     * An output that has dealt with some items already.
     *
     * @param target what the report calls the result
     * @param rejects owned by the caller
     * @param journal where checkpoints are written down; deleted when the run is done
     * @param batchSize items between two checkpoints, or 0 for every two seconds
     * @param from where an earlier run stopped, or null
     * @throws IOException if the journal of that run is damaged
     */
    protected RunOutput(
            Path target, RejectsFile rejects, RunJournal journal, int batchSize, RunJournal.@Nullable Position from)
            throws IOException {
        this.target = target;
        this.journal = journal;
        this.rejects = rejects;
        this.batchSize = batchSize;
        listed = from == null ? 0 : from.listed();
        rejected = from == null ? 0 : from.rejected();
        extras = from == null ? 0 : from.number(EXTRAS, 0);
    }

    /** Writes one result. */
    protected abstract void store(I item, O out) throws IOException;

    /** What the rejects file says of an item. */
    protected abstract Named name(I item);

    /** Told of each item, stored or rejected, before a checkpoint that includes it. Does nothing unless overridden. */
    protected void passed(I item) {}

    /** Brings all to disk and says how far that is, for the journal; counts and rejects are in it already. */
    protected abstract void checkpoint(Map<String, Long> numbers) throws IOException;

    /** Gives the result its name. */
    protected abstract void commit() throws IOException;

    /** Leaves nothing of the result behind. */
    protected abstract void discard() throws IOException;

    /** Bytes of the result so far. */
    protected abstract long sizeBytes();

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
        extras += isExtra(item) ? 1 : 0;
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
    public final long listed() {
        return listed;
    }

    /** How many of them were rejected. */
    public final long rejected() {
        return rejected;
    }

    private void checkpoint() throws IOException {
        Map<String, Long> numbers = new LinkedHashMap<>();
        numbers.put("listed", listed);
        numbers.put("rejected", rejected);
        numbers.put("rejects_bytes", rejects.checkpoint());
        if (extras > 0) {
            numbers.put(EXTRAS, extras);
        }
        checkpoint(numbers);
        journal.write(numbers);
    }

    /**
     * Ends the run as the pipeline did: names the result and forgets the journal, or keeps both for a later run.
     *
     * @param resumedAt items of earlier runs
     * @param beginNanos when this run began, by {@link System#nanoTime()}
     */
    public final PackReport finish(Outcome outcome, long resumedAt, long beginNanos) throws IOException {
        PackReport.End end = endOf(outcome);
        Path rejectsShown;
        if (end == PackReport.End.COMPLETE) {
            rejectsShown = rejects.commit();
            commit();
            journal.delete();
        } else if (end == PackReport.End.NOTHING_PACKED) {
            rejectsShown = rejects.commit();
            discard();
            journal.delete();
        } else {
            checkpoint();
            rejectsShown = rejects.publish();
        }
        return new PackReport(
                target,
                rejectsShown,
                listed - extras,
                listed - extras - rejected,
                rejected,
                Math.min(resumedAt, listed - extras),
                sizeBytes(),
                end,
                System.nanoTime() - beginNanos,
                outcome.stageNanos());
    }

    /** Whether a source without any item is nothing to write, instead of an empty result. */
    protected boolean needsItems() {
        return false;
    }

    /**
     * Whether an item is none of the source's, as a table of all others: the report does not count it unless it is rejected,
     * and a result of such items alone is nothing.
     */
    protected boolean isExtra(I item) {
        return false;
    }

    private PackReport.End endOf(Outcome outcome) {
        if (outcome.limitExceeded()) {
            return PackReport.End.ERROR_LIMIT;
        }
        if (outcome.cancelled()) {
            return PackReport.End.CANCELLED;
        }
        boolean nothing = listed == 0 ? needsItems() : rejected > 0 && rejected == listed - extras;
        return nothing ? PackReport.End.NOTHING_PACKED : PackReport.End.COMPLETE;
    }
}
