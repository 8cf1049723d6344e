/**
 * Floor 0: what computes. Chooses once, for the whole process, which twin of a hot operation runs, and knows how wide
 * this machine's vectors are.
 */
@NullMarked
package io.cameo.compute;

import org.jspecify.annotations.NullMarked;
