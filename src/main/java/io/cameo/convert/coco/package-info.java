/**
 * Floor 5: COCO's persons into files and out of them. Unpacked planes as masks and annotations again, and samples as
 * pictures and pages to look at.
 */
@NullMarked
package io.cameo.convert.coco;

import org.jspecify.annotations.NullMarked;
