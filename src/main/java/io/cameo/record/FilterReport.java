package io.cameo.record;

import java.nio.file.Path;

/**
 * What a filter kept.
 *
 * @param rec the file with the kept records
 * @param seen how many records the input has
 * @param kept how many of them are kept
 * @param sizeBytes size of the file
 * @param wallNanos time from start to end, the force to disk included
 */
public record FilterReport(Path rec, long seen, long kept, long sizeBytes, long wallNanos) {}
