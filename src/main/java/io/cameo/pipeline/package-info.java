/**
 * Floor 0: everything that runs in parallel. One source, one stage on many threads, one sink, in order if asked, with
 * bounded memory. Knows nothing of what flows through it.
 */
@NullMarked
package io.cameo.pipeline;

import org.jspecify.annotations.NullMarked;
