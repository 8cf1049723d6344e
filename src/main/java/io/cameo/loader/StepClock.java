package io.cameo.loader;

import java.util.Arrays;

/** Shares one worker's time out among the steps of its samples. One thread at a time. */
final class StepClock {
    private final boolean runs;
    private final long[] nanos = new long[LoadStep.COUNT];
    private long last;

    /**
     * @param runs whether to look at the clock at all
     */
    StepClock(boolean runs) {
        this.runs = runs;
    }

    /** A batch begins. */
    void begin() {
        if (runs) {
            Arrays.fill(nanos, 0);
            last = System.nanoTime();
        }
    }

    /** Everything since the last call was this step. */
    void lap(LoadStep step) {
        if (runs) {
            long now = System.nanoTime();
            nanos[step.place] += now - last;
            last = now;
        }
    }

    /** The batch ends; what was done since the last step belongs to its keys and labels. */
    void end(long[] to) {
        if (runs) {
            lap(LoadStep.READ);
            System.arraycopy(nanos, 0, to, 0, nanos.length);
        }
    }
}
