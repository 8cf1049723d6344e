package io.cameo.dataset.coco;

import java.io.Serializable;

/**
 * Images of an annotation file that follow each other, for {@link CocoSlices#open}.
 *
 * @param index the file that {@link CocoSlices#write} wrote
 * @param beginBytes where they begin in it
 * @param images how many there are
 */
public record CocoSlice(String index, long beginBytes, int images) implements Serializable {}
