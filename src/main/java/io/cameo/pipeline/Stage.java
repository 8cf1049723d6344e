package io.cameo.pipeline;

import java.io.IOException;

/**
 * The work done to each item, on several threads at once.
 *
 * @param <I> the item, read only
 * @param <S> scratch of one worker: never seen by another thread
 * @param <O> the output, reused: it holds what an earlier item left in it and must be overwritten
 */
@FunctionalInterface
public interface Stage<I, S, O> {
    /**
     * Turns one item into one output. Must not depend on which worker runs it nor on the order of the calls.
     *
     * @throws RejectedItemException if this item is bad and the others may go on
     * @throws IOException or any unchecked exception, if the run must end
     */
    void apply(I item, S scratch, O out) throws IOException, RejectedItemException;
}
