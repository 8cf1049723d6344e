/**
 * Floor 2: image lists. Reads and writes {@code .lst} lines, walks a folder or an archive of images, shuffles and splits as
 * {@code im2rec.py} does. Opens no image.
 */
@NullMarked
package io.cameo.lst;

import org.jspecify.annotations.NullMarked;
