/** Tests of FFHQ-UV's parts. */
@NullMarked
package io.cameo.dataset.ffhquv;

import org.jspecify.annotations.NullMarked;
