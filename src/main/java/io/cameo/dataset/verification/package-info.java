/**
 * Floor 4: face verification. The {@code .bin} sets of pairs that trainers evaluate on, lists of pairs, drawing pairs, and
 * the score of given embeddings as InsightFace computes it.
 */
@NullMarked
package io.cameo.dataset.verification;

import org.jspecify.annotations.NullMarked;
