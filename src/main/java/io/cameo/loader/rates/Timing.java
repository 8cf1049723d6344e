package io.cameo.loader.rates;

import io.cameo.pipeline.Pipeline;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Does work on some threads for some time, after as long a warm-up.
 *
 * @param perSecond units of all threads together
 * @param bytesPerSecond of all threads together
 * @param latency of single steps of the first thread
 */
record Timing(double perSecond, double bytesPerSecond, Latency latency) {
    private static final int MOST_SAMPLES = 1 << 20;

    /** Makes one thread's work. */
    @FunctionalInterface
    interface Maker {
        Work make() throws IOException;
    }

    /** What one thread did. */
    private static final class Share {
        private double perSecond;
        private double bytesPerSecond;
        private long @Nullable [] samples;
        private int count;
    }

    /**
     * Times work.
     *
     * @param millis how long, for warm-up and measurement each
     * @param stop ends it early
     */
    static Timing of(int threads, long millis, AtomicBoolean stop, Maker maker) throws IOException {
        Share[] shares = new Share[threads];
        Arrays.setAll(shares, i -> new Share());
        int[] next = {0};
        Pipeline.<Integer, Object, Object>builder("bench", Object::new, Object::new, (thread, scratch, out) -> {
                    try (Work work = maker.make()) {
                        run(work, shares[thread], thread == 0, millis, stop);
                    }
                })
                .workers(threads)
                .window(threads)
                .build()
                .run(() -> next[0] < threads ? Integer.valueOf(next[0]++) : null, (sequence, thread, out) -> {});
        Share first = shares[0];
        long[] samples = first.samples;
        return new Timing(
                Arrays.stream(shares).mapToDouble(share -> share.perSecond).sum(),
                Arrays.stream(shares).mapToDouble(share -> share.bytesPerSecond).sum(),
                Latency.of(samples == null ? new long[0] : samples, samples == null ? 0 : first.count));
    }

    private static void run(Work work, Share share, boolean sampled, long millis, AtomicBoolean stop)
            throws IOException {
        long span = TimeUnit.MILLISECONDS.toNanos(millis);
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < span && !stop.get()) {
            work.step();
        }
        long[] samples = new long[sampled ? MOST_SAMPLES : 0];
        int count = 0;
        long bytesBefore = work.bytes();
        long units = 0;
        begin = System.nanoTime();
        long now = begin;
        while (now - begin < span && !stop.get()) {
            units += work.step();
            long after = System.nanoTime();
            if (count < samples.length) {
                samples[count++] = after - now;
            }
            now = after;
        }
        double seconds = Math.max(1, now - begin) / 1e9;
        share.perSecond = units / seconds;
        share.bytesPerSecond = (work.bytes() - bytesBefore) / seconds;
        if (sampled) {
            share.samples = samples;
            share.count = count;
        }
    }
}
