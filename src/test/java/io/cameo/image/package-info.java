/** Tests of {@code io.cameo.image}. */
@NullMarked
package io.cameo.image;

import org.jspecify.annotations.NullMarked;
