/** What starts the stress tests; they stand in the packages of what they test. */
@NullMarked
package io.cameo.stress;

import org.jspecify.annotations.NullMarked;
