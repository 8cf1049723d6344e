/** Tests of torch's files. */
@NullMarked
package io.cameo.torch;

import org.jspecify.annotations.NullMarked;
