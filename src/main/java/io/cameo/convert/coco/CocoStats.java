package io.cameo.convert.coco;

import io.cameo.dataset.coco.CocoOddities;
import java.nio.file.Path;
import java.util.List;

/**
 * What an annotation file holds.
 *
 * @param json the file
 * @param sizeBytes of the file
 * @param results whether it is a results file
 * @param images how many it lists
 * @param imagesWithAnnotations how many have one or more, be they crowds
 * @param imagesWithInstances how many have one or more that are no crowd
 * @param annotations how many all images have
 * @param instances annotations that are no crowd
 * @param crowds annotations that are
 * @param withKeypoints instances with one key point or more
 * @param keypoints how many they have together
 * @param areaZero annotations of area 0, which encoding leaves out
 * @param bad annotations that cannot be read; they count as annotations and as nothing else
 * @param forms how segmentations are written
 * @param perImage instances of each image that has annotations
 * @param vertices of each instance that is a polygon, all its parts together
 * @param categories in the order of the file; for results, in that of their ids
 * @param oddities what is unusual in how entries hang together
 * @param wallNanos how long it took
 */
public record CocoStats(
        Path json,
        long sizeBytes,
        boolean results,
        int images,
        int imagesWithAnnotations,
        int imagesWithInstances,
        long annotations,
        long instances,
        long crowds,
        long withKeypoints,
        long keypoints,
        long areaZero,
        long bad,
        Forms forms,
        Spread perImage,
        Spread vertices,
        List<Category> categories,
        CocoOddities oddities,
        long wallNanos) {
    /**
     * How segmentations are written.
     *
     * @param polygons outlines
     * @param ofSeveralParts how many of these have more than one
     * @param runs uncompressed run lengths
     * @param compressed compressed run lengths
     * @param none annotations without segmentation
     */
    public record Forms(long polygons, long ofSeveralParts, long runs, long compressed, long none) {}

    /** How many annotations a category has; its name is empty where the file does not give one. */
    public record Category(long id, String name, long annotations) {}
}
