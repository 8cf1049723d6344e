/** Tests of what is done with archives. */
@NullMarked
package io.cameo.convert.archive;

import org.jspecify.annotations.NullMarked;
