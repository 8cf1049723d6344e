/** Floor 5: jobs over FFHQ-UV: latents of new faces between those of others, and sets for other people's tools. */
@NullMarked
package io.cameo.convert.ffhquv;

import org.jspecify.annotations.NullMarked;
