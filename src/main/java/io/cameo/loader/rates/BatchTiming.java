package io.cameo.loader.rates;

import io.cameo.loader.Batch;
import io.cameo.loader.LoadStep;
import io.cameo.loader.Loader;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Draws batches for some time, after a warm-up: at least as long, and until their rate has stopped to rise, because the first
 * seconds of a process are those of its compiler.
 *
 * @param perSecond sound samples
 * @param samples how many that were
 * @param measuredNanos that passed meanwhile
 * @param stepNanos that workers spent on each {@link LoadStep} of these batches, if the loader is timed
 * @param latency from one batch to the next
 */
record BatchTiming(double perSecond, long samples, long measuredNanos, Map<LoadStep, Long> stepNanos, Latency latency) {
    private static final int MOST_SAMPLES = 1 << 16;
    /** So many times as long as the measurement the warm-up lasts at least, unless that is more than a second and a half. */
    private static final int LEAST_WINDOWS = 5;

    private static final int MOST_WINDOWS = 20;
    private static final long LONG_ENOUGH_NANOS = TimeUnit.MILLISECONDS.toNanos(1500);
    private static final double STILL_RISING = 1.05;

    static BatchTiming of(Loader loader, long millis, AtomicBoolean stop) throws IOException {
        long span = TimeUnit.MILLISECONDS.toNanos(millis);
        long[] nanos = new long[MOST_SAMPLES];
        int count = 0;
        long samples = 0;
        long measured = 0;
        Map<LoadStep, Long> steps = new EnumMap<>(LoadStep.class);
        Iterator<Batch> batches = loader.epochs(0, Long.MAX_VALUE).iterator();
        warmUp(batches, span, stop);
        long before = System.nanoTime();
        while ((measured < span || count == 0) && !stop.get() && batches.hasNext()) {
            Batch batch = batches.next();
            long after = System.nanoTime();
            samples += batch.samples();
            for (LoadStep step : LoadStep.values()) {
                steps.merge(step, batch.nanos(step), Long::sum);
            }
            measured += after - before;
            if (count < nanos.length) {
                nanos[count++] = after - before;
            }
            before = after;
        }
        return new BatchTiming(
                samples / (Math.max(1, measured) / 1e9), samples, measured, steps, Latency.of(nanos, count));
    }

    private static void warmUp(Iterator<Batch> batches, long windowNanos, AtomicBoolean stop) {
        double best = 0;
        long spent = 0;
        for (int window = 0; window < MOST_WINDOWS && !stop.get() && batches.hasNext(); window++) {
            long begin = System.nanoTime();
            long samples = 0;
            while (System.nanoTime() - begin < windowNanos && !stop.get() && batches.hasNext()) {
                samples += batches.next().samples();
            }
            long nanos = Math.max(1, System.nanoTime() - begin);
            spent += nanos;
            double rate = (double) samples / nanos;
            boolean rises = rate > STILL_RISING * best;
            best = Math.max(best, rate);
            if (!rises && (window + 1 >= LEAST_WINDOWS || spent >= LONG_ENOUGH_NANOS)) {
                return;
            }
        }
    }
}
