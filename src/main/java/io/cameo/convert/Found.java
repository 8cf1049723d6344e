package io.cameo.convert;

import java.util.List;
import java.util.Map;

/**
 * How often a kind of fault was found, and where first.
 *
 * @param count of files, ids or entries
 * @param examples the first ones, in the order of the data set; one may stand for several
 * @param <T> what is said of one
 */
public record Found<T>(long count, List<T> examples) {
    /** Takes a copy. */
    public Found {
        examples = List.copyOf(examples);
    }

    /** How many faults of one severity were found. */
    public static long count(Map<? extends Fault, ? extends Found<?>> found, Severity severity) {
        return found.entrySet().stream()
                .filter(entry -> entry.getKey().severity() == severity)
                .mapToLong(entry -> entry.getValue().count())
                .sum();
    }
}
