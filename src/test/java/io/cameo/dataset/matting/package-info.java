/** Tests of matting trees. */
@NullMarked
package io.cameo.dataset.matting;

import org.jspecify.annotations.NullMarked;
