package io.cameo.dataset.coco;

import io.cameo.mask.PlaneFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The parts of the bundle that holds a {@link CocoSample}; m is the number of annotations, K that of key points each.
 * {@code docs/coco-records.md} specifies them.
 *
 * <pre>
 *   image           uint8   [bytes]    the image file
 *   plane           uint8   [h, w]     the instance plane, uint16 where it is wide; its media type names the format
 *   file_name       uint8   [bytes]    UTF-8
 *   image_id        int64   []
 *   categories      uint8   [bytes]    JSON: the entries of the annotation file that the annotations name
 *   annotation_ids  int64   [m]
 *   category_ids    int64   [m]
 *   indexes         uint16  [m]        number in the plane, 0 for none
 *   flags           uint8   [m]        1 crowd, 2 unannotated
 *   areas           float64 [m]
 *   boxes           float64 [m, 4]     x, y, width, height
 *   keypoints       int32   [m, K, 3]  x, y, visibility; float64 where one is no whole number
 * </pre>
 */
final class CocoSampleParts {
    static final String IMAGE = "image";
    static final String PLANE = "plane";
    static final String FILE_NAME = "file_name";
    static final String IMAGE_ID = "image_id";
    static final String CATEGORIES = "categories";
    static final String ANNOTATION_IDS = "annotation_ids";
    static final String CATEGORY_IDS = "category_ids";
    static final String INDEXES = "indexes";
    static final String FLAGS = "flags";
    static final String AREAS = "areas";
    static final String BOXES = "boxes";
    static final String KEYPOINTS = "keypoints";

    static final int CROWD = 1;
    static final int UNANNOTATED = 2;

    private static final String PLANE_MEDIA = "application/x-cameo-plane; format=";

    private CocoSampleParts() {}

    static String mediaOf(PlaneFormat format) {
        return PLANE_MEDIA + format.name().toLowerCase(Locale.ROOT);
    }

    /** The format that a media type names, or null. */
    static @Nullable PlaneFormat formatOf(String media) {
        for (PlaneFormat format : PlaneFormat.values()) {
            if (mediaOf(format).equals(media)) {
                return format;
            }
        }
        return null;
    }
}
