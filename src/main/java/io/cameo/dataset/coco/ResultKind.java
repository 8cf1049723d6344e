package io.cameo.dataset.coco;

/** What the first entry of a results file decides for all, as pycocotools' {@code loadRes} does. */
enum ResultKind {
    /** Not a results file. */
    NONE,
    /** Boxes: the area is that of the box, which also stands in for an absent segmentation. */
    BOX,
    /** Run lengths: area and absent boxes are those of the mask. */
    MASK,
    /** Key points: area and box are those around all of them. */
    KEYPOINTS
}
