/** Faces into files, against what InsightFace's own scripts wrote. */
@NullMarked
package io.cameo.convert.insightface;

import org.jspecify.annotations.NullMarked;
