/**
 * Floor 5: COCO's persons into files and back. Encodes annotations and images into records or HDF5, takes planes apart
 * again, checks, counts and draws them.
 */
@NullMarked
package io.cameo.convert.coco;

import org.jspecify.annotations.NullMarked;
