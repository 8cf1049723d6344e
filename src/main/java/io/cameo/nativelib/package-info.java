/**
 * Floor 0: native libraries that are not ours. Finds one on this machine, says what it lacks, and links its functions:
 * the only package that knows the linker.
 */
@NullMarked
package io.cameo.nativelib;

import org.jspecify.annotations.NullMarked;
