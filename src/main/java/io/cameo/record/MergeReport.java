package io.cameo.record;

import java.nio.file.Path;
import java.util.List;

/**
 * What a merge made.
 *
 * @param rec the merged file
 * @param inputs what came from where, in order
 * @param records how many records it has
 * @param renumbered how many of them got another key because an earlier record had theirs; 0 where all are numbered anew
 * @param sizeBytes its size
 * @param wallNanos time from start to end, the force to disk included
 */
public record MergeReport(Path rec, List<Input> inputs, long records, long renumbered, long sizeBytes, long wallNanos) {
    /**
     * One input.
     *
     * @param rec the file
     * @param records how many records it has
     * @param merged how many of them are in the merged file
     * @param labelOffset what was added to its labels
     */
    public record Input(Path rec, long records, long merged, double labelOffset) {}

    public MergeReport {
        inputs = List.copyOf(inputs);
    }

    /** Records that were left out because an earlier one has their key. */
    public long skipped() {
        return inputs.stream()
                .mapToLong(input -> input.records() - input.merged())
                .sum();
    }
}
