/**
 * Floor 0: bytes on disk. Maps files, replaces them atomically, and names damage by file, place and reason. Knows
 * nothing of what the bytes mean.
 */
@NullMarked
package io.cameo.bytes;

import org.jspecify.annotations.NullMarked;
