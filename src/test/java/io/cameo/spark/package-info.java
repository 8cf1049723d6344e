@NullMarked
package io.cameo.spark;

import org.jspecify.annotations.NullMarked;
