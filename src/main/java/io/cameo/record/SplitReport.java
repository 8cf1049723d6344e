package io.cameo.record;

import java.nio.file.Path;
import java.util.List;

/**
 * What a split made.
 *
 * @param parts the files, in order; some may have no record
 * @param records how many records they have together: all of the input's
 * @param wallNanos time from start to end, the force to disk included
 */
public record SplitReport(List<Part> parts, long records, long wallNanos) {
    /**
     * One part.
     *
     * @param rec the file
     * @param records how many records it has
     * @param sizeBytes its size
     */
    public record Part(Path rec, long records, long sizeBytes) {}

    public SplitReport {
        parts = List.copyOf(parts);
    }
}
