package io.cameo.convert.coco;

import io.cameo.dataset.coco.CocoImage;

/**
 * One image on its way through a run.
 *
 * @param position in the annotation file
 */
record CocoItem(int position, CocoImage image) {}
