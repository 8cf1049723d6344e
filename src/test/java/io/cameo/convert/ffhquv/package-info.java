/** Tests of what is done with FFHQ-UV. */
@NullMarked
package io.cameo.convert.ffhquv;

import org.jspecify.annotations.NullMarked;
