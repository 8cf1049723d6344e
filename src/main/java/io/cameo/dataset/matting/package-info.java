/**
 * Floor 4: human instance matting. Which files of a tree belong together, as MaGGIe's loaders and their kin find them. Reads
 * names only and opens no file.
 */
@NullMarked
package io.cameo.dataset.matting;

import org.jspecify.annotations.NullMarked;
