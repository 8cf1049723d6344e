package io.cameo.pipeline;

import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * One thread's part of a run: claims slots, fills them from the source, runs the stage, publishes.
 *
 * <p>How many items it claims at once follows from how long they take, so that claiming and handing over happen about
 * every {@link #BATCH_NANOS}: one item at a time when items are slow, many when they are tiny.
 */
final class Worker<I, S, O> implements Runnable {
    /** What a batch should take: long beside the cost of a hand-over, short beside what a user notices. */
    static final long BATCH_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

    /** How long a source may take to fill a group: a full one is worth more waiting than a hand-over is. */
    static final long GROUP_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Settings<I, S, O> settings;
    private final int index;
    private final Feed<I> feed;
    private final Ring<I, O> ring;
    private final FirstFailure failure;
    private final Slot<I, O>[] batch;
    private final SlotGroup<I, O> group;
    private long stageNanos;

    Worker(Settings<I, S, O> settings, int index, Feed<I> feed, Ring<I, O> ring, FirstFailure failure) {
        this.settings = settings;
        this.index = index;
        this.feed = feed;
        this.ring = ring;
        this.failure = failure;
        this.batch = Slot.array(settings.largestBatch());
        this.group = new SlotGroup<>(batch, settings.outputs());
    }

    /** Time inside the stage; read it after the thread has ended. */
    long stageNanos() {
        return stageNanos;
    }

    @Override
    public void run() {
        try {
            S scratch = Objects.requireNonNull(settings.scratches().get(), "supplier of scratch gave null");
            try {
                GroupStage<? super I, ? super S, ? super O> groups = settings.groupStage();
                if (groups == null) {
                    work(scratch);
                } else {
                    work(groups, scratch);
                }
            } catch (Throwable e) {
                fail(e);
            } finally {
                if (scratch instanceof AutoCloseable closeable) {
                    closeable.close();
                }
            }
        } catch (Throwable e) {
            fail(e);
        } finally {
            ring.leave();
        }
    }

    private void fail(Throwable e) {
        failure.record(e);
        ring.cut();
    }

    private void work(S scratch) throws Exception {
        int wanted = 1;
        while (true) {
            int granted = ring.claim(batch, wanted, index);
            if (granted == 0) {
                return;
            }
            long begin = System.nanoTime();
            int filled = feed.fill(batch, granted, ring, BATCH_NANOS);
            if (filled < granted) {
                ring.giveBack(batch, filled, granted);
            }
            if (filled > 0) {
                process(filled, scratch);
                long perItemNanos = (System.nanoTime() - begin) / filled + 1;
                wanted = Math.clamp(BATCH_NANOS / perItemNanos, 1, Math.min(2 * wanted, batch.length));
            }
        }
    }

    private void work(GroupStage<? super I, ? super S, ? super O> groups, S scratch) throws Exception {
        while (true) {
            int granted = ring.claim(batch, batch.length, index);
            if (granted == 0) {
                return;
            }
            int filled = feed.fill(batch, granted, ring, GROUP_NANOS);
            if (filled < granted) {
                ring.giveBack(batch, filled, granted);
            }
            if (filled > 0 && !ring.isCut()) {
                long begin = System.nanoTime();
                group.setSize(filled);
                groups.apply(group, scratch);
                for (int i = 0; i < filled; i++) {
                    batch[i].weightBytes = settings.weigh(group.out(i));
                }
                publish(0, filled, begin);
            }
        }
    }

    private void process(int count, S scratch) throws Exception {
        int published = 0;
        int done = 0;
        long begin = System.nanoTime();
        while (done < count && !ring.isCut()) {
            apply(batch[done++], scratch);
            // Slow items that came as a surprise do not hold back what is done before them.
            if (System.nanoTime() - begin > BATCH_NANOS) {
                publish(published, done, begin);
                published = done;
                begin = System.nanoTime();
            }
        }
        if (published < done) {
            publish(published, done, begin);
        }
    }

    private void publish(int from, int to, long beginNanos) {
        long now = System.nanoTime();
        stageNanos += now - beginNanos;
        ring.publish(batch, from, to, now);
    }

    private void apply(Slot<I, O> slot, S scratch) throws Exception {
        O out = slot.outFrom(settings.outputs());
        try {
            settings.stage().apply(slot.item(), scratch, out);
        } catch (RejectedItemException e) {
            slot.reject(e.reason());
        }
        slot.weightBytes = settings.weigh(out);
    }
}
