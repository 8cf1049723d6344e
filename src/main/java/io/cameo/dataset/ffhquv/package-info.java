/**
 * Floor 4: FFHQ-UV. Which ids of a release have which parts, in folders or archives, and the values that the parts hold:
 * meta file, attributes, latents, lights, coefficients. Opens no image.
 */
@NullMarked
package io.cameo.dataset.ffhquv;

import org.jspecify.annotations.NullMarked;
