package io.cameo.convert.coco;

/** What may be wrong with an annotation file and its images. */
public enum CocoFault {
    IMAGE_MISSING(true, "image file is missing"),
    IMAGE_BAD(true, "image file cannot be read or is damaged"),
    IMAGE_SIZE(true, "image file has another size than the annotations say"),
    IMAGE_TURNED(true, "image file is to be turned by its EXIF tag"),
    ANNOTATION_BAD(true, "annotation cannot be read"),
    SEGMENTATION_MISSING(true, "annotation has no segmentation"),
    SEGMENTATION_BAD(true, "segmentation is no mask"),
    MASK_SIZE(true, "run lengths have another size than the image"),
    TOO_MANY_PERSONS(true, "image has more persons than a plane of 8 bits holds"),
    KEYPOINTS_MIXED(true, "annotations of one image differ in the number of key points"),
    IMAGE_TWICE(false, "image id stands twice: the last entry counts"),
    ANNOTATION_TWICE(false, "annotation id stands twice: the content of the last counts for each"),
    ANNOTATION_STRAY(false, "annotation of an image that is not listed"),
    CATEGORY_UNKNOWN(false, "annotation of a category that is not listed"),
    AREA_ZERO(false, "area is 0: takes no part in the plane"),
    AREA_OFF(false, "area is far from that of the mask"),
    MASK_EMPTY(false, "mask has no pixel"),
    BOX_OUTSIDE(false, "box reaches beyond the image"),
    BOX_OFF(false, "box is far from that of the mask"),
    CROWD_POLYGON(false, "crowd is a polygon, not run lengths"),
    KEYPOINTS_LENGTH(false, "annotation has another number of key points than its category"),
    KEYPOINTS_COUNT(false, "num_keypoints is not the number of key points marked");

    private final boolean error;
    private final String words;

    CocoFault(boolean error, String words) {
        this.error = error;
        this.words = words;
    }

    /** Whether encoding refuses an image for it; else it is a remark. */
    public boolean isError() {
        return error;
    }

    /** In a few words, without a full stop. */
    public String words() {
        return words;
    }
}
