/** Floor 5, for data sets of mattes: what is done to whole trees of them. */
@NullMarked
package io.cameo.convert.matting;

import org.jspecify.annotations.NullMarked;
