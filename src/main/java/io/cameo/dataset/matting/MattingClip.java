package io.cameo.dataset.matting;

import java.util.ArrayList;
import java.util.List;

/**
 * A run of frames that MaGGIe draws from a video.
 *
 * @param begin the first frame
 * @param end behind the last frame
 * @param skip how many frames at the beginning were in the clip before, and are not evaluated again
 */
public record MattingClip(int begin, int end, int skip) {
    /**
     * Where clips to train on may begin: at every frame that has enough behind it.
     *
     * @param frames of the video
     * @param length of a clip
     * @return none if the video is shorter
     * @throws IllegalArgumentException if the length is not positive
     */
    public static List<Integer> trainStarts(int frames, int length) {
        requireLength(length);
        List<Integer> starts = new ArrayList<>();
        for (int start = 0; start < frames - length + 1; start++) {
            starts.add(start);
        }
        return starts;
    }

    /**
     * The clips that a video is tested in, each sharing frames with the one before.
     *
     * @param frames of the video
     * @param length of a clip; the last may be shorter
     * @param overlap how many frames two clips share
     * @throws IllegalArgumentException if the length is not positive, or the overlap is negative or not less
     */
    public static List<MattingClip> test(int frames, int length, int overlap) {
        requireLength(length);
        if (overlap < 0 || overlap >= length) {
            throw new IllegalArgumentException(
                    "overlap must be at least 0 and less than the length: overlap=" + overlap + ", length=" + length);
        }
        List<MattingClip> clips = new ArrayList<>();
        for (int start = 0; start < frames - overlap; start += length - overlap) {
            clips.add(new MattingClip(start, Math.min(start + length, frames), start == 0 ? 0 : overlap));
        }
        return clips;
    }

    private static void requireLength(int length) {
        if (length < 1) {
            throw new IllegalArgumentException("clip needs frames: length=" + length);
        }
    }
}
