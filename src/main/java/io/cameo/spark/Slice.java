package io.cameo.spark;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * The records of a file whose first head stands in {@code [beginBytes, endBytes)}, both multiples of 4 or the file's size.
 * Any cut into slices gives each record to exactly one of them: it is MXNet's own rule.
 *
 * @param chosen where in the {@code .cix} the only records stand that a filter leaves, rising; null where that is not known
 */
record Slice(
        ListedFile file,
        long beginBytes,
        long endBytes,
        @Nullable EntryRuns chosen) implements Serializable {
    Slice(ListedFile file, long beginBytes, long endBytes) {
        this(file, beginBytes, endBytes, null);
    }
}
