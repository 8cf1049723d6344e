/** Tests of {@code io.cameo.face}. */
@NullMarked
package io.cameo.face;

import org.jspecify.annotations.NullMarked;
