package io.cameo.dataset.matting;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a record says of where its parts are from: all names count from the root of the tree.
 *
 * @param split the part of the data set
 * @param sample an image's stem, or a video
 * @param frame the stem of the image
 * @param image the file
 * @param instances in the loaders' order, as the planes stand in the record
 * @param background null where the record has none
 */
public record MattingNames(
        MattingSplit split,
        String sample,
        String frame,
        String image,
        List<Instance> instances,
        @Nullable String background) {
    /** Takes a copy. */
    public MattingNames {
        instances = List.copyOf(instances);
    }

    /**
     * One person.
     *
     * @param id the same in every frame of a video
     * @param alpha the file of the matte; that of the image where the matte is its fourth channel
     * @param mask null where the record has none
     * @param foreground null where the record has none
     */
    public record Instance(
            String id,
            String alpha,
            @Nullable String mask,
            @Nullable String foreground) {}
}
