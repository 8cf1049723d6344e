package io.cameo.dataset.coco;

import io.cameo.mask.InstancePlane;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * One image with its instance plane and its persons, as a record holds them.
 *
 * @param image id, file name and size
 * @param encoded the untouched bytes of the image file; as long valid as who made the sample says
 * @param plane of the image's size; valid for as long
 * @param people every annotation of the image, in the order of the annotation file
 * @param categories those that the annotations name
 */
public record CocoSample(
        CocoImage image,
        MemorySegment encoded,
        InstancePlane plane,
        List<CocoPerson> people,
        List<CocoCategory> categories) {}
