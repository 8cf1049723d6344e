package io.cameo.pipeline;

import org.jspecify.annotations.Nullable;

/** Some items that follow each other in the source, with an output each: a worker's, for one call of its stage. */
public interface Group<I, O> {
    /** At least 1. */
    int size();

    /** An item, from 0. */
    I item(int at);

    /** Where what is made of that item goes. */
    O out(int at);

    /**
     * Says that an item is bad, as {@link RejectedItemException} does for one item; its output is not delivered.
     *
     * @param reason lower-case, without the item's name: the sink knows the item
     */
    void reject(int at, String reason);

    /** Why an item was rejected; null if it was not. */
    @Nullable
    String rejection(int at);
}
