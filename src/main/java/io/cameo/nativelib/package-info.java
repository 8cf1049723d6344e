/**
 * Floor 0: native libraries. Finds one on this machine or lays out one that comes with the jar, says what it lacks, and
 * links its functions: the only package that knows the linker.
 */
@NullMarked
package io.cameo.nativelib;

import org.jspecify.annotations.NullMarked;
