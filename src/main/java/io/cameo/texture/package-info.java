/**
 * Floor 3: facial texture maps. How much the left of a face differs from the right, how much of a map was seen, what colour
 * skin has, what lit a face: arithmetic on {@link io.cameo.image.Image}s of format {@code BGR8} in the UV layout of
 * HiFi3D++, which is mirrored about the middle column. Knows no files and no data sets.
 */
@NullMarked
package io.cameo.texture;

import org.jspecify.annotations.NullMarked;
