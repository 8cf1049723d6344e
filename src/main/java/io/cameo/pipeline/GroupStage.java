package io.cameo.pipeline;

import java.io.IOException;

/**
 * The work done to several items at once, where that costs less than one by one: what one call to a device does for a
 * hundred images. See {@link Pipeline.Builder#groups}.
 *
 * @param <I> the item, read only
 * @param <S> scratch of one worker: never seen by another thread
 * @param <O> the output, reused, as {@link Stage} has it
 */
@FunctionalInterface
public interface GroupStage<I, S, O> {
    /**
     * Turns each item of a group into its output, or rejects it: one bad item is no fault of the others. Must not depend on
     * how items fall into groups, nor on which worker runs it.
     *
     * @throws IOException or any unchecked exception, if the run must end
     */
    void apply(Group<? extends I, ? extends O> group, S scratch) throws IOException;
}
