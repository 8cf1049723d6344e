/**
 * Floor 5: human instance matting into files and back. Checks a tree, whether trainers can use it and will not be misled;
 * packs it into records and gives it back; measures mattes against true ones.
 */
@NullMarked
package io.cameo.convert.matting;

import org.jspecify.annotations.NullMarked;
