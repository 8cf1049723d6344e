/** The checks that hold for the whole house rather than for one room. */
@NullMarked
package io.cameo;

import org.jspecify.annotations.NullMarked;
