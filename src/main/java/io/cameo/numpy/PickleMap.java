package io.cameo.numpy;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A dictionary in the order of the file. Safe for many threads once the pickle is read. */
public final class PickleMap implements PickleValue {
    private static final PickleValue[] NONE = {};

    /** Keys and values in turn. */
    private PickleValue[] entries = NONE;

    private int used;
    private int depth = 1;

    PickleMap() {}

    /** How many entries were set; a key that was set twice counts twice. */
    public int size() {
        return used / 2;
    }

    /**
     * A key.
     *
     * @throws IndexOutOfBoundsException if there is no such entry
     */
    public PickleValue key(int index) {
        return entries[2 * Objects.checkIndex(index, size())];
    }

    /**
     * A value.
     *
     * @throws IndexOutOfBoundsException if there is no such entry
     */
    public PickleValue value(int index) {
        return entries[2 * Objects.checkIndex(index, size()) + 1];
    }

    /** The last value under a text; null if there is none. Looks at one entry after the other. */
    public @Nullable PickleValue get(String key) {
        for (int i = size() - 1; i >= 0; i--) {
            if (key(i) instanceof PickleText text && text.is(key)) {
                return value(i);
            }
        }
        return null;
    }

    int depth() {
        return depth;
    }

    /** Adds keys and values in turn. */
    void put(PickleValue[] source, int from, int count) {
        if (used + count > entries.length) {
            entries = Arrays.copyOf(entries, Math.max(used + count, entries.length + (entries.length >> 1)));
        }
        System.arraycopy(source, from, entries, used, count);
        used += count;
        for (int i = from; i < from + count; i++) {
            depth = Math.max(depth, 1 + PickleStack.depth(source[i]));
        }
    }
}
