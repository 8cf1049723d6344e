package io.cameo.record;

import java.nio.file.Path;

/**
 * What was appended.
 *
 * @param rec the file
 * @param before how many records it had
 * @param appended how many were added behind them
 * @param sizeBytes its size now
 * @param recovery what had to be done about an earlier append that was stopped
 * @param wallNanos time from start to end, the force to disk included
 */
public record AppendReport(
        Path rec, long before, long appended, long sizeBytes, Append.Recovery recovery, long wallNanos) {}
