package io.cameo.pipeline;

import java.util.concurrent.TimeUnit;

/** The calling thread's part of a run: takes finished slots, feeds the sink, counts, reports progress. */
final class Delivery<I, O> {
    static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(1) / Progress.UPDATES_PER_SECOND;

    private final Settings<I, ?, O> settings;
    private final Ring<I, O> ring;
    private final FirstFailure failure;
    private final Sink<? super I, ? super O> sink;
    private final Slot<I, O>[] taken;
    private long accepted;
    private long rejected;
    private long sinkNanos;
    private long reportedNanos;
    private boolean limitExceeded;
    private boolean interrupted;

    Delivery(Settings<I, ?, O> settings, Ring<I, O> ring, FirstFailure failure, Sink<? super I, ? super O> sink) {
        this.settings = settings;
        this.ring = ring;
        this.failure = failure;
        this.sink = sink;
        this.taken = Slot.array(settings.window());
        this.reportedNanos = System.nanoTime();
    }

    /** Delivers until everything is, or the error limit is exceeded, or something fails. */
    void run() throws Exception {
        long waitNanos = Ring.LINGER_NANOS;
        while (!failure.happened() && !limitExceeded) {
            noticeInterrupt();
            int count = ring.take(taken, waitNanos);
            if (count == Ring.FINISHED) {
                return;
            }
            if (count == 0) {
                // The longer nothing came, the more rarely it is worth looking unasked.
                waitNanos = Math.min(2 * waitNanos, LONGEST_WAIT_NANOS);
                report(System.nanoTime());
            } else {
                waitNanos = Ring.LINGER_NANOS;
                deliver(count);
            }
        }
    }

    private void deliver(int count) throws Exception {
        long begin = System.nanoTime();
        for (int i = 0; i < count && !failure.happened() && !limitExceeded; i++) {
            deliver(taken[i]);
            noticeInterrupt();
            long now = System.nanoTime();
            sinkNanos += now - begin;
            begin = report(now);
        }
        ring.release(taken, count);
    }

    private void deliver(Slot<I, O> slot) throws Exception {
        String reason = slot.rejection();
        if (reason == null) {
            sink.accept(slot.sequence, slot.item(), slot.out());
            accepted++;
        } else {
            sink.rejected(slot.sequence, slot.item(), reason);
            rejected++;
            limitExceeded = rejected > settings.errorLimit();
        }
        slot.clearItem();
        if (slot.weightBytes > settings.heaviestKeptBytes()) {
            slot.closeOut();
        }
    }

    /** Tells the progress if it is due; returns the time after that. */
    private long report(long nowNanos) {
        if (nowNanos - reportedNanos < LONGEST_WAIT_NANOS) {
            return nowNanos;
        }
        reportedNanos = nowNanos;
        settings.progress().advanced(delivered(), rejected);
        return System.nanoTime();
    }

    /**
     * An interrupt is a cancel. The flag is taken down at once, else the sink's next write to a channel would close it,
     * and set again when the run is over.
     */
    private void noticeInterrupt() {
        if (Thread.interrupted()) {
            noteInterrupt();
            ring.cut();
        }
    }

    void noteInterrupt() {
        interrupted = true;
    }

    boolean interrupted() {
        return interrupted;
    }

    boolean limitExceeded() {
        return limitExceeded;
    }

    long accepted() {
        return accepted;
    }

    long rejected() {
        return rejected;
    }

    long delivered() {
        return accepted + rejected;
    }

    long sinkNanos() {
        return sinkNanos;
    }
}
