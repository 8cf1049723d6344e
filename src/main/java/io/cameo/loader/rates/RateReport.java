package io.cameo.loader.rates;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was measured on a record file.
 *
 * @param rec the file
 * @param records in it
 * @param sizeBytes of it
 * @param hash of its bytes
 * @param seed of the order of batches
 * @param decoder what decodes its images, in words
 * @param memoryBytesPerSecond what one thread reads out of memory
 * @param rows in the order in which they were taken
 * @param steps where the time of those rows went that are of batches
 * @param peer what MXNet did beside it, or null where nobody asked
 * @param cancelled whether the run was stopped before the last row
 */
public record RateReport(
        Path rec,
        long records,
        long sizeBytes,
        FileHash hash,
        long seed,
        String decoder,
        double memoryBytesPerSecond,
        List<RateRow> rows,
        List<StepTimes> steps,
        @Nullable PeerReport peer,
        boolean cancelled) {}
