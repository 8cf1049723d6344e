package io.cameo.dataset.coco;

import java.util.List;

/**
 * What is unusual in how the entries of an annotation file hang together; pycocotools passes all of it over in silence.
 *
 * @param duplicateImages ids that an earlier entry of {@code images} has: the first gives the place, the last the content
 * @param duplicateAnnotations ids that an earlier annotation has: each place counts, with the content of the last
 * @param strayAnnotations ids of annotations of images that the file does not list: they belong to nothing
 * @param unknownCategories ids of annotations of categories that the file does not list
 */
public record CocoOddities(Ids duplicateImages, Ids duplicateAnnotations, Ids strayAnnotations, Ids unknownCategories) {
    /**
     * How often, and where first.
     *
     * @param first at most {@value CocoIndex#MOST_EXAMPLES}
     */
    public record Ids(long count, List<Long> first) {}
}
