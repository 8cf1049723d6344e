package io.cameo.record;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Tells whether a key of several inputs was seen before, in an earlier input or earlier in the same one. Looks keys up in
 * the indexes of the inputs, so it needs no memory of its own but for keys that occur twice in one input.
 */
final class KeyCollisions {
    private final List<RecordSource> sources;
    private final boolean text;
    private final List<Set<String>> doubles;
    private final Set<String> seenDoubles = new HashSet<>();
    private int seenInput = -1;

    KeyCollisions(List<RecordSource> sources) {
        this.sources = sources;
        this.text = !sources.isEmpty() && sources.getFirst().hasTextKeys();
        for (RecordSource source : sources) {
            if (source.hasTextKeys() != text) {
                throw new IllegalArgumentException(
                        "keys of one file are all numbers or all text, so these cannot both be kept: file="
                                + sources.getFirst().file().path() + ", file="
                                + source.file().path());
            }
        }
        doubles = sources.stream().map(this::doublesIn).toList();
    }

    /** Keys that occur more than once in an input. */
    private Set<String> doublesIn(RecordSource source) {
        Set<String> found = new HashSet<>();
        RecordIndex index = source.index();
        for (int position = 0; position < index.size(); position++) {
            int last = text ? index.find(index.keyText(position)) : index.find(index.key(position));
            if (last != position) {
                found.add(index.keyText(position));
            }
        }
        return found;
    }

    /** Whether the key of a record was seen before. To be asked once for each record, in order of inputs and ranks. */
    boolean isTaken(int input, int rank) {
        if (input != seenInput) {
            seenInput = input;
            seenDoubles.clear();
        }
        RecordSource source = sources.get(input);
        for (int earlier = 0; earlier < input; earlier++) {
            RecordIndex index = sources.get(earlier).index();
            boolean there = text ? index.find(source.keyText(rank)) >= 0 : index.find(source.key(rank)) >= 0;
            if (there) {
                return true;
            }
        }
        Set<String> twice = doubles.get(input);
        return !twice.isEmpty() && twice.contains(source.keyText(rank)) && !seenDoubles.add(source.keyText(rank));
    }

    /**
     * The first number above all keys.
     *
     * @throws IllegalArgumentException if keys are text, or the largest leaves no room for as many more as a file may have
     */
    long firstFreeKey() {
        if (text) {
            throw new IllegalArgumentException("keys that are text cannot be renumbered where they collide");
        }
        long highest = -1;
        for (RecordSource source : sources) {
            for (int position = 0; position < source.size(); position++) {
                highest = Math.max(highest, source.index().key(position));
            }
        }
        if (highest > Long.MAX_VALUE - RecordIndex.MAX_RECORDS) {
            throw new IllegalArgumentException("keys cannot count on behind the largest: key=" + highest);
        }
        return highest + 1;
    }
}
