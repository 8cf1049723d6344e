/**
 * Floor 4: FFHQ-UV. Which ids of a release have which parts, in folders or archives, the values that the parts hold: meta
 * file, attributes, latents, lights, coefficients; and records that have all of an id, with the table beside them.
 */
@NullMarked
package io.cameo.dataset.ffhquv;

import org.jspecify.annotations.NullMarked;
