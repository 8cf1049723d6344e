package io.cameo.dataset.coco;

import org.jspecify.annotations.Nullable;

/**
 * One entry of {@code annotations}, or of a results file. Arrays are the record's own: do not change them.
 *
 * @param id unique in a file; results have none and get their place from 1, as in pycocotools' {@code loadRes}
 * @param imageId whose it is
 * @param categoryId what it shows
 * @param crowd {@code iscrowd}
 * @param area as the file says, which need not be that of the mask; for results without one, that of mask or box
 * @param box x, y, width and height in pixels; null where the file has none
 * @param numKeypoints {@code num_keypoints}: how many are marked; -1 where the file does not say
 * @param keypoints x, y and visibility 0, 1 or 2 by turns; empty where the file has none
 * @param wholeKeypoints whether all of these were written as whole numbers
 * @param segmentation null where the file has none
 * @param score of a result; NaN for an annotation
 */
@SuppressWarnings("ArrayRecordComponent") // one reader makes them, many look: copies would double the memory
public record CocoAnnotation(
        long id,
        long imageId,
        long categoryId,
        boolean crowd,
        double area,
        double @Nullable [] box,
        int numKeypoints,
        double[] keypoints,
        boolean wholeKeypoints,
        @Nullable Segmentation segmentation,
        double score) {}
