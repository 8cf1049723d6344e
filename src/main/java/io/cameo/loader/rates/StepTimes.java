package io.cameo.loader.rates;

import io.cameo.loader.LoadStep;
import java.util.Map;

/**
 * Where the time of the threads that make batches went, by the clock. The shares are of all their time and add up to 1.
 *
 * @param what batches were drawn
 * @param threads that made them
 * @param samples that were in them
 * @param nanosPerSample a thread's time for each sample, its waiting included
 * @param readShare see {@link LoadStep#READ}
 * @param decodeShare see {@link LoadStep#DECODE}
 * @param augmentShare see {@link LoadStep#AUGMENT}
 * @param packShare see {@link LoadStep#PACK}
 * @param waitShare between two batches: handed over, and waiting for the next one to be wanted
 */
public record StepTimes(
        String what,
        int threads,
        long samples,
        double nanosPerSample,
        double readShare,
        double decodeShare,
        double augmentShare,
        double packShare,
        double waitShare) {

    /**
     * Shares out what was measured.
     *
     * @param stepNanos of all threads together, an entry for each step
     * @param wallNanos that passed
     */
    static StepTimes of(String what, int threads, long samples, Map<LoadStep, Long> stepNanos, long wallNanos) {
        long busy = stepNanos.values().stream().mapToLong(Long::longValue).sum();
        // Batches that were begun before and drawn within are whole in busy: in a very short run that is more than
        // there was.
        double all = Math.max(1, Math.max(busy, wallNanos * threads));
        double read = stepNanos.getOrDefault(LoadStep.READ, 0L) / all;
        double decode = stepNanos.getOrDefault(LoadStep.DECODE, 0L) / all;
        double augment = stepNanos.getOrDefault(LoadStep.AUGMENT, 0L) / all;
        double pack = stepNanos.getOrDefault(LoadStep.PACK, 0L) / all;
        double wait = Math.max(0, 1 - read - decode - augment - pack);
        return new StepTimes(what, threads, samples, all / Math.max(1, samples), read, decode, augment, pack, wait);
    }
}
