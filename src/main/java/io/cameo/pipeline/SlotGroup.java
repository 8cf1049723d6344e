package io.cameo.pipeline;

import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The slots that a worker has claimed and filled, as its stage sees them. */
final class SlotGroup<I, O> implements Group<I, O> {
    private final Slot<I, O>[] slots;
    private final Supplier<? extends O> outputs;
    private int size;

    SlotGroup(Slot<I, O>[] slots, Supplier<? extends O> outputs) {
        this.slots = slots;
        this.outputs = outputs;
    }

    void setSize(int filled) {
        size = filled;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public I item(int at) {
        return slot(at).item();
    }

    @Override
    public O out(int at) {
        return slot(at).outFrom(outputs);
    }

    @Override
    public void reject(int at, String reason) {
        slot(at).reject(reason);
    }

    @Override
    public @Nullable String rejection(int at) {
        return slot(at).rejection();
    }

    private Slot<I, O> slot(int at) {
        return slots[Objects.checkIndex(at, size)];
    }
}
