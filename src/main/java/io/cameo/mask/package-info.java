/**
 * Floor 3: masks. COCO run-length encoding, polygons as the mask API of COCO fills them, masks as bits, bit packing, and
 * the plane that holds every person of an image in one byte a pixel. All of it is exact: the same bits as the original
 * tools make, or an exception.
 */
@NullMarked
package io.cameo.mask;

import org.jspecify.annotations.NullMarked;
