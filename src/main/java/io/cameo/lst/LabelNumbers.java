package io.cameo.lst;

import java.util.HashMap;
import java.util.Map;

/**
 * Numbers names from 0 in the order in which they first appear: what glint's lists and {@code dir2rec} make labels from.
 * One object for several lists gives the same name the same number in all of them. Not thread-safe.
 */
public final class LabelNumbers {
    private final Map<String, Integer> numbers = new HashMap<>();

    /** The number of a name, the next free one if it is new. */
    public long of(String name) {
        Integer next = numbers.size();
        Integer known = numbers.putIfAbsent(name, next);
        return known == null ? next : known;
    }

    /** How many names were met. */
    public int size() {
        return numbers.size();
    }
}
