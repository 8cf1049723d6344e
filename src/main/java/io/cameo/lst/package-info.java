/**
 * Floor 1: image lists. Reads and writes {@code .lst} lines, walks a folder of images, shuffles and splits as
 * {@code im2rec.py} does. Opens no image.
 */
@NullMarked
package io.cameo.lst;

import org.jspecify.annotations.NullMarked;
