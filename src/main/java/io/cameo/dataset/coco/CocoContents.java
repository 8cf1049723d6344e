package io.cameo.dataset.coco;

import java.util.List;

/**
 * What is known of an annotation file while it is open: everything but what annotations say. Immutable once it is made.
 *
 * @param images in their order
 * @param positions of the images by their ids
 * @param categories all that the file lists
 * @param table where annotations stand
 * @param index which of them belong to which image
 * @param kind whether it is a file of results
 */
record CocoContents(
        List<CocoImage> images,
        LongTable positions,
        List<CocoCategory> categories,
        AnnotationTable table,
        CocoIndex index,
        ResultKind kind) {
    /** What a scan found. */
    static CocoContents of(CocoScan scan, CocoIndex index) {
        return new CocoContents(
                List.copyOf(scan.images()),
                scan.positions(),
                List.copyOf(scan.categories()),
                scan.annotations(),
                index,
                scan.kind());
    }
}
