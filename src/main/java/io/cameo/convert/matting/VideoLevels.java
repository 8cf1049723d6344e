package io.cameo.convert.matting;

import io.cameo.dataset.matting.MattingLayout;
import io.cameo.dataset.matting.MattingSample;
import io.cameo.dataset.matting.MattingTree;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * How much people hide one another in V-HIM2K5, whose synthesiser gave each level its own seeds, which are the names of the
 * videos.
 *
 * <p>Source: {@code tools/synthesize_video_him.py} of hmchuong/MaGGIe at 62344dd.
 */
final class VideoLevels {
    private static final Pattern NAME = Pattern.compile("[0-9]{5}");
    private static final int MEDIUM = 500;
    private static final int HARD = 1500;
    private static final int MEDIUM_AGAIN = 3500;
    private static final int END = 9500;

    private VideoLevels() {}

    /** Empty where the videos are not named so, or their split says its level itself. */
    static Map<String, Long> count(MattingTree tree) {
        List<MattingSample> videos = tree.samples();
        boolean fits = tree.place().layout() == MattingLayout.VIDEO
                && tree.place().splits().stream()
                        .noneMatch(split -> split.label().contains("comp_"))
                && videos.stream().allMatch(video -> NAME.matcher(video.name()).matches());
        Map<String, Long> levels = new TreeMap<>();
        if (fits) {
            videos.forEach(video -> levels.merge(level(Integer.parseInt(video.name())), 1L, Long::sum));
        }
        return levels;
    }

    static String level(int video) {
        if (video < MEDIUM) {
            return "easy";
        }
        if (video < HARD || (video >= MEDIUM_AGAIN && video < END)) {
            return "medium";
        }
        return video < MEDIUM_AGAIN ? "hard" : "unknown";
    }
}
