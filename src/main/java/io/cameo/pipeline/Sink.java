package io.cameo.pipeline;

import java.io.IOException;

/**
 * Where outputs go. Called only on the thread that runs the pipeline, so an implementation needs no locks of its own.
 */
@FunctionalInterface
public interface Sink<I, O> {
    /**
     * Takes one output. {@code item} and {@code out} are the pipeline's again when this returns: copy what you keep.
     *
     * @param sequence the item's place in the source, from 0
     */
    void accept(long sequence, I item, O out) throws IOException;

    /**
     * Takes note of one item that the stage called bad, in its place among the others; also of the one that exceeds the
     * error limit, which is the last call then. Does nothing by default: {@link Outcome#rejected()} counts it anyway.
     *
     * @param sequence the item's place in the source, from 0
     */
    default void rejected(long sequence, I item, String reason) throws IOException {}
}
