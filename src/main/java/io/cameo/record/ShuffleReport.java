package io.cameo.record;

import java.nio.file.Path;

/**
 * What a shuffle made.
 *
 * @param rec the shuffled file
 * @param records how many records it has
 * @param sizeBytes its size
 * @param buckets how many buckets the first of two passes filled; 0 if one pass did, because the file fitted into
 *     the memory or was in the page cache
 * @param wallNanos time from start to end, the force to disk included
 */
public record ShuffleReport(Path rec, long records, long sizeBytes, int buckets, long wallNanos) {}
