/** Tests of COCO's files. */
@NullMarked
package io.cameo.dataset.coco;

import org.jspecify.annotations.NullMarked;
