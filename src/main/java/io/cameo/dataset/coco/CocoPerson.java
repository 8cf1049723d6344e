package io.cameo.dataset.coco;

/**
 * One annotation as it stands in a stored sample. Arrays are the record's own: do not change them.
 *
 * @param id of the annotation
 * @param categoryId of the annotation
 * @param index its number in the instance plane, from 1; 0 for crowds and for what takes no part because its area is 0
 * @param crowd {@code iscrowd}
 * @param unannotated a person whose key points nobody marked
 * @param area as the annotation file says
 * @param box x, y, width and height in pixels; zeros where the annotation file has none
 * @param keypoints x, y and visibility 0, 1 or 2 by turns; as many for every person of a sample, all 0 where the annotation
 *     file has none
 */
@SuppressWarnings("ArrayRecordComponent") // one reader makes them, many look: copies would double the memory
public record CocoPerson(
        long id,
        long categoryId,
        int index,
        boolean crowd,
        boolean unannotated,
        double area,
        double[] box,
        double[] keypoints) {}
