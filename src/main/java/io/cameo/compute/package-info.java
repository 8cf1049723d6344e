/**
 * Floor 0: what computes. Chooses once, for the whole process, which twin of a hot operation runs, knows how wide this
 * machine's vectors are, and draws random numbers that are the same on all of them.
 */
@NullMarked
package io.cameo.compute;

import org.jspecify.annotations.NullMarked;
