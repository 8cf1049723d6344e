package io.cameo.loader;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.jspecify.annotations.Nullable;

/** Times of many threads in one histogram: noting one waits for nobody and allocates nothing. Thread-safe. */
final class LatencyRecorder {
    private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(5);
    private static final int DIGITS = 3;

    private final Recorder recorder = new Recorder(LONGEST_NANOS, DIGITS);
    private final Histogram all = new Histogram(LONGEST_NANOS, DIGITS);
    private @Nullable Histogram last;

    void note(long nanos) {
        recorder.recordValue(Math.clamp(nanos, 0, LONGEST_NANOS));
    }

    synchronized SampleLatency snapshot() {
        collect();
        return new SampleLatency(
                all.getTotalCount(),
                all.getValueAtPercentile(50),
                all.getValueAtPercentile(99),
                all.getValueAtPercentile(99.9),
                all.getMaxValue());
    }

    synchronized void reset() {
        collect();
        all.reset();
    }

    private void collect() {
        Histogram recent = recorder.getIntervalHistogram(last);
        all.add(recent);
        last = recent;
    }
}
