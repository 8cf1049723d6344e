package io.cameo.record;

import java.nio.file.Path;

/**
 * What a shuffle made.
 *
 * @param rec the shuffled file
 * @param records how many records it has
 * @param sizeBytes its size
 * @param buckets how many buckets the first of two passes filled; 0 if the file fitted into memory and took one pass
 * @param wallNanos time from start to end, the force to disk included
 */
public record ShuffleReport(Path rec, long records, long sizeBytes, int buckets, long wallNanos) {}
