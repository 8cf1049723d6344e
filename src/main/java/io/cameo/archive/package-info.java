/**
 * Floor 1: trees of files, which stand in a folder or in an archive, so that whoever reads data sets need not know the
 * difference. Opens no image.
 */
@NullMarked
package io.cameo.archive;

import org.jspecify.annotations.NullMarked;
