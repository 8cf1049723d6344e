@NullMarked
package io.cameo.numpy;

import org.jspecify.annotations.NullMarked;
