package io.cameo.convert.insightface;

import io.cameo.record.Watch;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;

/** Counts the images of one phase of a run for its {@link Watch}, and ends the run when the watch says so. */
final class FacePhase {
    private static final long TELL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int LOOK_AT_CLOCK_EVERY = 64;

    private final Watch watch;
    private final String name;
    private final long total;
    private long done;
    private long toldNanos = System.nanoTime();

    FacePhase(Watch watch, String name, long total) {
        this.watch = watch;
        this.name = name;
        this.total = total;
        watch.advanced(name, 0, total);
    }

    /** One image more is done. */
    void step() {
        if (watch.cancelled()) {
            throw new CancellationException("stopped: phase=" + name + ", done=" + done + ", total=" + total);
        }
        done++;
        if (done % LOOK_AT_CLOCK_EVERY == 0) {
            long now = System.nanoTime();
            if (now - toldNanos > TELL_NANOS) {
                toldNanos = now;
                watch.advanced(name, done, total);
            }
        }
    }

    /** The phase is through. */
    void end() {
        watch.advanced(name, total, total);
    }
}
