package io.cameo.convert;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which records of a file to show. Where more fit than there is room for, they are spread evenly over the file, unless
 * {@code seed} or {@code from} say otherwise.
 *
 * @param labels first labels to show; empty for all. Compared as 32-bit floats; NaN equals NaN
 * @param keys keys to show, {@code K} or a range of numbers {@code A-B}; empty for all
 * @param seed take them at random, the same for the same seed; null for not at random
 * @param from the position (from 0, in the order of the index) to begin at; records then follow each other. Null for 0
 * @param byLabel order by first label instead of by position
 */
public record RecordChoice(
        List<Float> labels,
        List<String> keys,
        @Nullable Long seed,
        @Nullable Integer from,
        boolean byLabel) {
    /** Everything, in record order. */
    public static final RecordChoice ALL = new RecordChoice(List.of(), List.of(), null, null, false);

    /** Copies the lists.
     *
     * @throws IllegalArgumentException if {@code from} is negative */
    public RecordChoice {
        labels = List.copyOf(labels);
        keys = List.copyOf(keys);
        if (from != null && from < 0) {
            throw new IllegalArgumentException("position is negative: from=" + from);
        }
    }

    int begin() {
        return from == null ? 0 : from;
    }
}
