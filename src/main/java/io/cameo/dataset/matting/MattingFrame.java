package io.cameo.dataset.matting;

import io.cameo.archive.TreeFile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One image and its mattes.
 *
 * @param name its stem, as the loaders make it
 * @param image the file; not always a sound one
 * @param instances in the loaders' order; none where there is no matte
 * @param background the image without people, where a synthesiser wrote one
 */
public record MattingFrame(
        String name,
        TreeFile image,
        List<MattingInstance> instances,
        @Nullable TreeFile background) {
    /** Takes a copy. */
    public MattingFrame {
        instances = List.copyOf(instances);
    }
}
