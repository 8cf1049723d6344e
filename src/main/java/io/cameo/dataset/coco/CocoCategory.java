package io.cameo.dataset.coco;

import java.util.List;

/**
 * One entry of {@code categories}.
 *
 * @param id what annotations call it
 * @param name such as {@code person}
 * @param keypoints the names of its key points, in the order of an annotation's triples; empty where it has none
 * @param skeleton which key points a line joins, from 1; empty where it has none
 */
public record CocoCategory(long id, String name, List<String> keypoints, List<Bone> skeleton) {
    /** A line between two key points, both counted from 1. */
    public record Bone(int from, int to) {}
}
