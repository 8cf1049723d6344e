package io.cameo.spark;

import java.io.Serializable;

/**
 * The records of a file whose first head stands in {@code [beginBytes, endBytes)}, both multiples of 4 or the file's size.
 * Any cut into slices gives each record to exactly one of them: it is MXNet's own rule.
 */
record Slice(ListedFile file, long beginBytes, long endBytes) implements Serializable {}
