/** Tests of what is done with matting data. */
@NullMarked
package io.cameo.convert.matting;

import org.jspecify.annotations.NullMarked;
