package io.cameo.numpy;

import java.util.Arrays;
import java.util.Objects;

/** A list or a tuple. Safe for many threads once the pickle is read. */
public final class PickleSequence implements PickleValue {
    private static final PickleValue[] NONE = {};

    private final boolean tuple;
    private PickleValue[] items;
    private int size;
    private int depth = 1;

    private PickleSequence(boolean tuple, PickleValue[] items) {
        this.tuple = tuple;
        this.items = items;
        this.size = items.length;
        for (PickleValue item : items) {
            deepen(item);
        }
    }

    static PickleSequence emptyList() {
        return new PickleSequence(false, NONE);
    }

    static PickleSequence tuple(PickleValue... items) {
        return new PickleSequence(true, items);
    }

    public boolean isTuple() {
        return tuple;
    }

    public int size() {
        return size;
    }

    /**
     * One item.
     *
     * @throws IndexOutOfBoundsException if there is no such item
     */
    public PickleValue get(int index) {
        return items[Objects.checkIndex(index, size)];
    }

    /** How many values stand in one another, this one included. */
    int depth() {
        return depth;
    }

    void append(PickleValue[] source, int from, int count) {
        if (size + count > items.length) {
            items = Arrays.copyOf(items, Math.max(size + count, items.length + (items.length >> 1)));
        }
        System.arraycopy(source, from, items, size, count);
        size += count;
        for (int i = from; i < from + count; i++) {
            deepen(source[i]);
        }
    }

    private void deepen(PickleValue item) {
        depth = Math.max(depth, PickleStack.depth(item) + 1);
    }
}
