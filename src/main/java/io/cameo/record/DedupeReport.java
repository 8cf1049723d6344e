package io.cameo.record;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What duplicates a file has.
 *
 * @param rec the file without them; null where none was asked for
 * @param records how many records the input has
 * @param groups how many payloads occur more than once
 * @param duplicates how many records are another's duplicate: all but the first of each group
 * @param duplicateBytes bytes of their payloads
 * @param conflicts how many groups have records with different labels
 * @param wallNanos time from start to end, the force to disk included
 */
public record DedupeReport(
        @Nullable Path rec,
        long records,
        long groups,
        long duplicates,
        long duplicateBytes,
        long conflicts,
        long wallNanos) {}
