/**
 * Floor 5: jobs over FFHQ-UV. Checks a copy, packs it into records and gives it back, measures maps, compares sets, shows maps and
 * lights; latents of new faces between those of others, and sets for other people's tools.
 */
@NullMarked
package io.cameo.convert.ffhquv;

import org.jspecify.annotations.NullMarked;
