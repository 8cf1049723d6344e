package io.cameo.pipeline;

import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One place in the window: an item on its way, and an output that is used again and again.
 *
 * <p>Plain fields: at any moment exactly one thread owns a slot (the worker that claimed it or the sink that took it),
 * or it lies in the {@link Ring}; every change of owner goes through the ring's monitor.
 */
final class Slot<I, O> {
    long sequence;
    long weightBytes;
    private @Nullable I item;
    private @Nullable O out;
    private @Nullable String rejection;

    /** A new array for slots; typed here once, because Java has no generic arrays. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    static <I, O> Slot<I, O>[] array(int length) {
        return new Slot[length];
    }

    void begin(long itemSequence, I newItem) {
        sequence = itemSequence;
        item = newItem;
        rejection = null;
        weightBytes = 0;
    }

    I item() {
        return Objects.requireNonNull(item);
    }

    /** The output, made now if this slot has none. */
    O outFrom(Supplier<? extends O> outputs) {
        O present = out;
        if (present == null) {
            present = Objects.requireNonNull(outputs.get(), "supplier of outputs gave null");
            out = present;
        }
        return present;
    }

    O out() {
        return Objects.requireNonNull(out);
    }

    void reject(String reason) {
        rejection = reason;
    }

    /** Why the stage called the item bad; null if it did not. */
    @Nullable
    String rejection() {
        return rejection;
    }

    /** Lets the item go, so that the garbage collector may have it while the slot waits. */
    void clearItem() {
        item = null;
        rejection = null;
    }

    /** Gives up the output; the next item in this slot gets a new one. */
    void closeOut() throws Exception {
        Object present = out;
        out = null;
        if (present instanceof AutoCloseable closeable) {
            closeable.close();
        }
    }
}
