/**
 * Floor 5: how fast this machine reads a record file, and what limits it. Each figure is taken beside its bound, in one
 * process and on the same file.
 */
@NullMarked
package io.cameo.loader.rates;

import org.jspecify.annotations.NullMarked;
