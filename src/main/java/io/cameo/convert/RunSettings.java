package io.cameo.convert;

import io.cameo.pipeline.Pipeline;
import io.cameo.pipeline.Progress;
import java.util.function.Consumer;

/**
 * What the caller of a {@link Conversion} chose, for the run that does it.
 *
 * @param workers threads that read, decode and encode
 * @param batchSize items between two checkpoints, or 0 for every two seconds
 * @param errorLimit how many items may be bad, {@link Pipeline#UNLIMITED} for any number
 * @param resume whether to look for an earlier run
 * @param progress who is told
 * @param onCancel takes what stops the run; calls it when the conversion is cancelled, at once if it is already
 */
public record RunSettings(
        int workers, int batchSize, long errorLimit, boolean resume, Progress progress, Consumer<Runnable> onCancel) {
    private static final int LEAST_WINDOW = 1024;
    private static final int WINDOW_PER_WORKER = 32;
    /** One is in work, one is delivered, one is filled; and one more for those that take turns badly. */
    private static final int GROUPS_PER_WORKER = 4;

    /** How many more items may be bad, when so many were before the run was resumed. */
    public long errorsLeft(long rejectedBefore) {
        return errorLimit == Pipeline.UNLIMITED ? errorLimit : Math.max(0, errorLimit - rejectedBefore);
    }

    /**
     * Refuses to go on with a run that has rejected more than is tolerated now; to be asked before anything is opened.
     *
     * @throws IllegalArgumentException if so
     */
    public void requireErrorsLeft(long rejectedBefore) {
        if (errorLimit != Pipeline.UNLIMITED && rejectedBefore > errorLimit) {
            throw new IllegalArgumentException(
                    "the stopped run rejected more than the error limit already, resume it under a higher one: limit="
                            + errorLimit + ", rejected=" + rejectedBefore);
        }
    }

    /** How many results may wait while something goes to disk, so that workers need not. */
    public int window() {
        return Math.max(LEAST_WINDOW, WINDOW_PER_WORKER * workers);
    }

    /** The same where workers take groups of so many. */
    public int window(int groupSize) {
        return Math.max(window(), GROUPS_PER_WORKER * groupSize * workers);
    }
}
