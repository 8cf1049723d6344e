package io.cameo.scene;

import java.util.List;

/**
 * One person of a {@link PeopleScene}, or one crowd, as COCO's annotators would mark them. Arrays are the record's own: do
 * not change them.
 *
 * @param outline of what can be seen, in parts where something hides the middle: x and y by turns, pixels from the left top
 *     corner of the picture, two decimals, closed without saying so. What shows through a gap, as between arm and hip, is
 *     left out by a cut. Empty for a crowd
 * @param runs pixels of each run column by column, unset ones first, which add up to the picture; only for a crowd
 * @param keypoints COCO's seventeen, 51 whole numbers: x, y, and 2 for seen, 1 for hidden, 0 (with 0, 0) for not marked
 * @param numKeypoints how many are marked; 0 for a crowd and for people too small to mark
 * @param box x, y, width and height in pixels, two decimals, around outline or runs
 * @param area of outline or runs in pixels, two decimals
 * @param crowd whether this is a crowd
 */
@SuppressWarnings("ArrayRecordComponent") // a scene makes them, many look: copies would serve nobody
public record MarkedPerson(
        List<double[]> outline,
        int[] runs,
        int[] keypoints,
        int numKeypoints,
        double[] box,
        double area,
        boolean crowd) {}
