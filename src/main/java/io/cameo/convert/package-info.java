/**
 * Floor 5: into files. Packs lists of images into records and unpacks records into folders, through the one pipeline.
 */
@NullMarked
package io.cameo.convert;

import org.jspecify.annotations.NullMarked;
