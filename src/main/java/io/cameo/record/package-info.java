/**
 * Floor 2: RecordIO, MXNet's container. Frames, headers, index, sequential and random reading, writing, partitions.
 * Knows no pixels: a payload is bytes.
 */
@NullMarked
package io.cameo.record;

import org.jspecify.annotations.NullMarked;
