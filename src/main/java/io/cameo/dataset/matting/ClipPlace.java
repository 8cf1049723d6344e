package io.cameo.dataset.matting;

/**
 * Where a frame stands in its clip. An image is a clip of one frame. Keys of one clip follow each other, in the order of its
 * frames; a frame that could not be packed leaves a gap.
 *
 * @param clip number of the clip in its file, from 0
 * @param firstKey the key of its first frame
 * @param frames how many it has, those that could not be packed included
 * @param frame number of this one, from 0
 */
public record ClipPlace(long clip, long firstKey, int frames, int frame) {
    /** Refuses what cannot be. */
    public ClipPlace {
        if (clip < 0 || firstKey < 0 || frame < 0 || frame >= frames) {
            throw new IllegalArgumentException("not a place in a clip: clip=" + clip + ", first_key=" + firstKey
                    + ", frames=" + frames + ", frame=" + frame);
        }
    }

    /** The key of this frame, as it was packed. */
    public long key() {
        return firstKey + frame;
    }
}
