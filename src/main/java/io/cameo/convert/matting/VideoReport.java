package io.cameo.convert.matting;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * What a run of {@link SynthVideo} made, or all runs into one folder together.
 *
 * @param out the folder, or the record file
 * @param videos numbers that gave a video
 * @param kept how many of them stood there already
 * @param frames of all videos
 * @param instances how many videos have how many people
 * @param dropped why others gave none, and how many
 * @param nothing their numbers
 * @param hidden the mean, over videos, of the largest share of anybody that is hidden in any frame
 * @param problems files that could not be used, by name
 * @param cancelled whether it was stopped before the end
 */
public record VideoReport(
        Path out,
        VideoLevel level,
        long videos,
        long kept,
        long frames,
        SortedMap<Integer, Long> instances,
        Map<String, Long> dropped,
        List<Integer> nothing,
        double hidden,
        List<SynthProblem> problems,
        boolean cancelled,
        long wallNanos) {
    /** Whether every file that was chosen could be used. */
    public boolean isSound() {
        return problems.isEmpty();
    }
}
