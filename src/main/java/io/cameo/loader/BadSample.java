package io.cameo.loader;

import java.nio.file.Path;

/**
 * A sample that could not be used.
 *
 * @param file the record file
 * @param key of the record; where keys are text, its place in the index
 * @param offsetBytes where the record begins in the file
 * @param row of the batch that should have held it
 * @param reason lower-case
 */
public record BadSample(Path file, long key, long offsetBytes, int row, String reason) {}
