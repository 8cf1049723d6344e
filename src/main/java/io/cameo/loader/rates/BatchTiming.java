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
 * Draws batches for some time, after as long a warm-up.
 *
 * @param perSecond sound samples
 * @param samples how many that were
 * @param measuredNanos that passed meanwhile
 * @param stepNanos that workers spent on each {@link LoadStep} of these batches, if the loader is timed
 * @param latency from one batch to the next
 */
record BatchTiming(double perSecond, long samples, long measuredNanos, Map<LoadStep, Long> stepNanos, Latency latency) {
    private static final int MOST_SAMPLES = 1 << 16;

    static BatchTiming of(Loader loader, long millis, AtomicBoolean stop) throws IOException {
        long span = TimeUnit.MILLISECONDS.toNanos(millis);
        long[] nanos = new long[MOST_SAMPLES];
        int count = 0;
        long samples = 0;
        long measured = 0;
        Map<LoadStep, Long> steps = new EnumMap<>(LoadStep.class);
        Iterator<Batch> batches = loader.epochs(0, Long.MAX_VALUE).iterator();
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < span && !stop.get() && batches.hasNext()) {
            batches.next();
        }
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
}
