/** Tests of {@code io.cameo.nativelib}. */
@NullMarked
package io.cameo.nativelib;

import org.jspecify.annotations.NullMarked;
