/**
 * Floor 3: mattes. What tells a predicted matte from a true one, trimaps and transition maps, coarse masks: arithmetic on
 * planes of one channel, which are {@link io.cameo.image.Image}s of format {@code GRAY8} or {@code GRAY16}, where the
 * largest sample is an alpha of 1. Knows no files and no data sets.
 */
@NullMarked
package io.cameo.matte;

import org.jspecify.annotations.NullMarked;
