/**
 * Floor 5: faces into files. Packs lists and folders of people into InsightFace's record files, aligning on the way;
 * writes aligned crops; merges, renumbers, splits and cleans what is packed.
 */
@NullMarked
package io.cameo.convert.insightface;

import org.jspecify.annotations.NullMarked;
