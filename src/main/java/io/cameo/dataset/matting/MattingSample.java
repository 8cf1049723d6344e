package io.cameo.dataset.matting;

import java.util.List;

/**
 * An image, or all of a video, with its mattes.
 *
 * @param split the part of the data set that it belongs to
 * @param name an image's stem, as the loaders make it, or a video's folder
 * @param frames one for an image; for a video each, in the loaders' order
 */
public record MattingSample(MattingSplit split, String name, List<MattingFrame> frames) {
    /** Takes a copy. */
    public MattingSample {
        frames = List.copyOf(frames);
    }
}
