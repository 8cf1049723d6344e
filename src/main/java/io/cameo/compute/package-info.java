/**
 * Floor 1: what computes. Chooses once, for the whole process, which twin of a hot operation runs, knows how wide this
 * machine's vectors are, loads the kernels and owns devices' memory and streams, and draws random numbers that are the same
 * everywhere.
 */
@NullMarked
package io.cameo.compute;

import org.jspecify.annotations.NullMarked;
