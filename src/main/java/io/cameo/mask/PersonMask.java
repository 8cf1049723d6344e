package io.cameo.mask;

/**
 * What an instance plane needs to know of one COCO annotation.
 *
 * @param mask the pixels, of the image's size
 * @param area the annotation's own {@code area}, which need not be that of the mask; 0 takes the annotation out
 * @param crowd {@code iscrowd}: a group that nobody counted
 * @param keypoints {@code num_keypoints}: 0 marks a person as unannotated; ignored for crowds
 */
public record PersonMask(Rle mask, double area, boolean crowd, int keypoints) {
    /** Whether the annotation takes part at all. */
    public boolean counts() {
        return area != 0;
    }

    /** Whether it gets a number: it takes part and is no crowd. */
    public boolean isPerson() {
        return counts() && !crowd;
    }

    /** Whether it is a person without key points. */
    public boolean isUnannotated() {
        return isPerson() && keypoints == 0;
    }
}
