/**
 * Floor 4: face data sets as InsightFace's trainers read them. Tells the four layouts of record files apart, knows which
 * images belong to whom, writes the layouts and the {@code .ids} beside them. Opens no image.
 */
@NullMarked
package io.cameo.dataset.insightface;

import org.jspecify.annotations.NullMarked;
