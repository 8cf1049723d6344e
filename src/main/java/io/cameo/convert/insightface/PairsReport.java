package io.cameo.convert.insightface;

import java.nio.file.Path;

/**
 * What became of drawing pairs.
 *
 * @param list where they are: {@code path path 0|1}, or keys where the source is a record file
 * @param images of the source, as far as they can be named
 * @param identities they show
 * @param leftOut images or lines that cannot stand in a list of pairs
 * @param pairs drawn
 * @param folds of them
 * @param fromRecords whether names are keys
 * @param wallNanos from start to end
 */
public record PairsReport(
        Path list,
        int images,
        int identities,
        int leftOut,
        int pairs,
        VerificationFolds folds,
        boolean fromRecords,
        long wallNanos) {}
