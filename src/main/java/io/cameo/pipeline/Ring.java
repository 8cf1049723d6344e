package io.cameo.pipeline;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The window of slots between the workers and the sink, and the only place where they wait for each other.
 *
 * <p><b>Why it is safe.</b> All fields are guarded by this object's monitor, and a slot changes its owner only inside it:
 * free to worker in {@link #claim}, worker to ring in {@link #publish}, ring to sink in {@link #take}, sink to free in
 * {@link #release}. So leaving the monitor in one of these happens-before entering it in the next, and what one owner
 * wrote into a slot, its item and its output is visible to the following one.
 *
 * <p><b>Why it cannot get stuck.</b> A worker waits only while it holds no item, so every item that was pulled gets
 * done; in order, the item that the sink needs next is therefore always done, in work, or not pulled yet. The sink never
 * waits without first waking the workers if one of them could claim, and a worker never waits without first waking
 * the sink if there is something to take. A limit in bytes counts only finished outputs, which the sink can always
 * take, so one output that is larger than the limit passes alone.
 *
 * <p><b>Why it is cheap.</b> The monitor is entered once per batch of slots, never per item when items are tiny. Waking a
 * parked thread costs microseconds, so the sink is not woken for each output: only when a quarter of the window is
 * ready, or it has not looked for {@link #LINGER_NANOS}, or a worker would have to wait. It also looks by itself from
 * time to time, so an output that nobody announced is not forgotten. Nothing spins, and nothing is allocated.
 */
final class Ring<I, O> {
    /** What {@link #take} returns when all workers have left and everything deliverable was delivered. */
    static final int FINISHED = -1;

    /** How long a finished output may wait for company before the sink is woken for it. */
    static final long LINGER_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private enum Phase {
        /** Items are pulled. */
        RUNNING,
        /** The source has ended: nothing more is claimed, everything claimed gets done. */
        ENDING,
        /** Cancelled or failed: besides, workers drop what they have not begun. */
        CUT
    }

    private final boolean ordered;
    private final long byteLimit;
    private final int quarter;
    private final Slot<I, O>[] free;
    private int freeCount;
    /** Finished slots. In order: at their sequence modulo the length, null where not done yet. Else: a queue. */
    private final @Nullable Slot<I, O>[] ready;

    private int readyCount;
    private long nextToTake;
    private long nextToQueue;
    private long bytesReady;
    private final @Nullable Thread[] parkedWorkers;
    private int liveWorkers;
    private @Nullable Thread parkedSink;
    private long lastLookNanos;
    // Written under the monitor; volatile, because workers and the feed look at it between items without entering.
    private volatile Phase phase = Phase.RUNNING;

    /**
     * @param byteLimit no claim is granted while finished outputs weigh this much or more
     */
    Ring(Slot<I, O>[] slots, int workers, boolean ordered, long byteLimit) {
        this.ordered = ordered;
        this.byteLimit = byteLimit;
        this.quarter = Math.max(1, slots.length / 4);
        this.free = slots.clone();
        this.freeCount = slots.length;
        this.ready = Slot.array(slots.length);
        this.parkedWorkers = new Thread[workers];
        this.liveWorkers = workers;
        this.lastLookNanos = System.nanoTime();
    }

    // ---- worker side

    /**
     * Takes up to {@code wanted} free slots, waiting for the first of them.
     *
     * @return how many, or 0 if nothing is to be claimed any more
     */
    int claim(Slot<I, O>[] into, int wanted, int worker) {
        while (true) {
            synchronized (this) {
                if (phase != Phase.RUNNING) {
                    return 0;
                }
                if (claimable()) {
                    int granted = Math.min(wanted, freeCount);
                    for (int i = 0; i < granted; i++) {
                        into[i] = free[--freeCount];
                    }
                    return granted;
                }
                parkedWorkers[worker] = Thread.currentThread();
                if (deliverable()) {
                    wakeSink();
                }
            }
            LockSupport.park(this);
            // A stage may have left the flag set; parking would return at once, for ever.
            Thread.interrupted();
        }
    }

    /** Gives back slots {@code [from, to)} for which the source had no item. */
    synchronized void giveBack(Slot<I, O>[] slots, int from, int to) {
        for (int i = from; i < to; i++) {
            free[freeCount++] = slots[i];
        }
    }

    /** Hands finished slots {@code [from, to)} over to the sink. */
    synchronized void publish(Slot<I, O>[] slots, int from, int to, long nowNanos) {
        for (int i = from; i < to; i++) {
            Slot<I, O> slot = slots[i];
            long place = ordered ? slot.sequence : nextToQueue++;
            ready[(int) (place % ready.length)] = slot;
            bytesReady += slot.weightBytes;
        }
        readyCount += to - from;
        if (deliverable() && (readyCount >= quarter || nowNanos - lastLookNanos >= LINGER_NANOS)) {
            wakeSink();
        }
    }

    /** The source has ended: workers that wait for slots may go home. */
    synchronized void end() {
        if (phase == Phase.RUNNING) {
            phase = Phase.ENDING;
            wakeWorkers();
        }
    }

    /** Called once per worker, as the last thing it does here. */
    synchronized void leave() {
        if (--liveWorkers == 0) {
            wakeSink();
        }
    }

    // ---- any thread

    /** Nothing more is begun: the sink gets what is done, in order up to the first gap. */
    synchronized void cut() {
        phase = Phase.CUT;
        wakeWorkers();
        wakeSink();
    }

    boolean isCut() {
        return phase == Phase.CUT;
    }

    // ---- sink side

    /**
     * Takes finished slots, at most a quarter of the window so that workers get slots back early, and at most as many as
     * fit; waiting up to
     * {@code waitNanos} if there are none.
     *
     * @return how many; 0 if the wait was over first (or for no reason, as parking may); {@link #FINISHED}
     */
    int take(Slot<I, O>[] into, long waitNanos) {
        synchronized (this) {
            int taken = drain(into);
            if (taken != 0) {
                return taken;
            }
            if (claimable()) {
                wakeWorkers();
            }
            parkedSink = Thread.currentThread();
        }
        LockSupport.parkNanos(this, waitNanos);
        synchronized (this) {
            parkedSink = null;
            return drain(into);
        }
    }

    /** Gives slots {@code [0, count)} back after delivery. */
    synchronized void release(Slot<I, O>[] slots, int count) {
        for (int i = 0; i < count; i++) {
            Slot<I, O> slot = slots[i];
            bytesReady -= slot.weightBytes;
            free[freeCount++] = slot;
        }
        // Waiting for a quarter lets a woken worker claim a batch; take() wakes it for less before the sink waits.
        if (freeCount >= quarter && claimable()) {
            wakeWorkers();
        }
    }

    // ---- all below inside the monitor

    private int drain(Slot<I, O>[] into) {
        int most = Math.min(quarter, into.length);
        int taken = 0;
        long takenBytes = 0;
        while (taken < most && takenBytes <= byteLimit / 4 && deliverable()) {
            int place = (int) (nextToTake++ % ready.length);
            Slot<I, O> slot = ready[place];
            ready[place] = null;
            if (slot != null) {
                takenBytes += slot.weightBytes;
                into[taken++] = slot;
            }
        }
        readyCount -= taken;
        lastLookNanos = System.nanoTime();
        return taken == 0 && liveWorkers == 0 ? FINISHED : taken;
    }

    private boolean deliverable() {
        return ready[(int) (nextToTake % ready.length)] != null;
    }

    private boolean claimable() {
        return freeCount > 0 && bytesReady < byteLimit;
    }

    private void wakeSink() {
        Thread sink = parkedSink;
        if (sink != null) {
            parkedSink = null;
            LockSupport.unpark(sink);
        }
    }

    private void wakeWorkers() {
        for (int i = 0; i < parkedWorkers.length; i++) {
            Thread worker = parkedWorkers[i];
            if (worker != null) {
                parkedWorkers[i] = null;
                LockSupport.unpark(worker);
            }
        }
    }
}
