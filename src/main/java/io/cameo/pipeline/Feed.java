package io.cameo.pipeline;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The source behind its lock. Numbers the items in the order in which the source gives them.
 *
 * <p>This lock is not the ring's: a source that reads a disk must not keep finished outputs from being handed over.
 */
final class Feed<I> {
    private final Source<? extends I> source;
    // All below guarded by this.
    private long pulled;
    private boolean ended;
    private long busyNanos;

    Feed(Source<? extends I> source) {
        this.source = source;
    }

    /**
     * Fills slots with the next items, in order. Stops early at the end of the source, when the ring is cut, and when
     * {@code budgetNanos} have passed, so that a slow source does not hold back the items that it has already given.
     *
     * @return how many slots, from index 0, now hold an item
     */
    synchronized <O> int fill(Slot<I, O>[] slots, int count, Ring<I, O> ring, long budgetNanos) throws IOException {
        long begin = System.nanoTime();
        int filled = 0;
        try {
            while (filled < count && !ended && !ring.isCut()) {
                I item = next();
                if (item == null) {
                    ring.end();
                    break;
                }
                slots[filled++].begin(pulled++, item);
                if (System.nanoTime() - begin > budgetNanos) {
                    break;
                }
            }
        } finally {
            busyNanos += System.nanoTime() - begin;
        }
        return filled;
    }

    private @Nullable I next() throws IOException {
        boolean given = false;
        try {
            I item = source.next();
            given = item != null;
            return item;
        } finally {
            ended = !given;
        }
    }

    /** Whether the source gave its last item, and that was the item before {@code sequence}. */
    synchronized boolean endedBefore(long sequence) {
        return ended && pulled == sequence;
    }

    synchronized long busyNanos() {
        return busyNanos;
    }
}
