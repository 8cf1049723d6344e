/**
 * The real MXNet beside Cameo: what one writes the other must read. Compiled and run in the Maven profile
 * {@code oracle} alone; see {@code docs/oracle.md}.
 */
@NullMarked
package io.cameo.oracle;

import org.jspecify.annotations.NullMarked;
