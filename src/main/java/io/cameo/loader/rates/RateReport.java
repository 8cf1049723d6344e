package io.cameo.loader.rates;

import java.nio.file.Path;
import java.util.List;

/**
 * What was measured on a record file.
 *
 * @param rec the file
 * @param records in it
 * @param sizeBytes of it
 * @param decoder what decodes its images, in words
 * @param memoryBytesPerSecond what one thread reads out of memory
 * @param rows in the order in which they were taken
 * @param cancelled whether the run was stopped before the last row
 */
public record RateReport(
        Path rec,
        long records,
        long sizeBytes,
        String decoder,
        double memoryBytesPerSecond,
        List<RateRow> rows,
        boolean cancelled) {}
