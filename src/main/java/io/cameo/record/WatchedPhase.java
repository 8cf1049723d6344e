package io.cameo.record;

import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;

/** Counts the records of one phase of a run for its {@link Watch}, and ends the run when the watch says so. */
final class WatchedPhase {
    private static final long TELL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int LOOK_AT_CLOCK_EVERY = 64;

    private final Watch watch;
    private final String phase;
    private final long total;
    private long done;
    private long toldNanos = System.nanoTime();

    WatchedPhase(Watch watch, String phase, long total) {
        this.watch = watch;
        this.phase = phase;
        this.total = total;
        watch.advanced(phase, 0, total);
    }

    /** One record more is done. */
    void step() {
        if (watch.cancelled()) {
            throw new CancellationException("stopped: phase=" + phase + ", done=" + done + ", total=" + total);
        }
        done++;
        if (done % LOOK_AT_CLOCK_EVERY == 0) {
            long now = System.nanoTime();
            if (now - toldNanos > TELL_NANOS) {
                toldNanos = now;
                watch.advanced(phase, done, total);
            }
        }
    }

    /** The phase is through. */
    void end() {
        watch.advanced(phase, total, total);
    }
}
