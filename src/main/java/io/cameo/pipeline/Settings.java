package io.cameo.pipeline;

import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * How one pipeline was set up; {@link Pipeline.Builder} checks the values and explains them.
 *
 * @param groupStage what runs in place of the stage; null if the stage runs
 */
record Settings<I, S, O>(
        String name,
        Supplier<? extends S> scratches,
        Supplier<? extends O> outputs,
        Stage<? super I, ? super S, ? super O> stage,
        @Nullable GroupStage<? super I, ? super S, ? super O> groupStage,
        int groupSize,
        int workers,
        int window,
        boolean ordered,
        long errorLimit,
        long byteLimit,
        @Nullable ToLongFunction<? super O> weigher,
        Progress progress,
        long totalItems) {

    /** A batch larger than this would leave other workers without slots. */
    private static final int LARGEST_BATCH = 64;

    int largestBatch() {
        if (groupStage != null) {
            return Math.min(groupSize, window);
        }
        // With a byte limit only finished outputs count, so what is in work must stay small: one item per worker.
        return weigher != null ? 1 : Math.clamp(window / (4L * workers), 1, LARGEST_BATCH);
    }

    long weigh(O out) {
        return weigher == null ? 0 : Math.max(0, weigher.applyAsLong(out));
    }

    /** An output heavier than this is not kept for reuse, so that idle slots never hold more than the byte limit. */
    long heaviestKeptBytes() {
        return byteLimit / window;
    }
}
