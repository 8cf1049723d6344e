package io.cameo.dataset.matting;

import io.cameo.archive.TreeFile;
import org.jspecify.annotations.Nullable;

/**
 * One person of an image.
 *
 * @param id the stem of the matte's file: the same person has the same in every frame. {@value #SINGLE} where an image has
 *     one matte only
 * @param alpha the matte; the image itself where the matte is its fourth channel
 * @param mask the coarse mask of the same name, null where there is none
 * @param foreground the person alone, where a synthesiser wrote it
 */
public record MattingInstance(
        String id,
        TreeFile alpha,
        @Nullable TreeFile mask,
        @Nullable TreeFile foreground) {
    /** The id where there is only one. */
    public static final String SINGLE = "0";
}
