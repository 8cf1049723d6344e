package io.cameo.convert.matting;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts rows of videos. */
final class VideoTally implements SynthCounts<VideoRow> {
    private final SortedMap<Integer, Long> instances = new TreeMap<>();
    private final Map<String, Long> dropped = new TreeMap<>();
    private final List<Integer> nothing = new ArrayList<>();
    private final List<SynthProblem> problems = new ArrayList<>();
    private long videos;
    private long kept;
    private long frames;
    private double hidden;

    @Override
    public void add(VideoRow row, boolean earlier) {
        if (row.frames() == 0) {
            dropped.merge(row.fate().word(), 1L, Long::sum);
            nothing.add(row.number());
            return;
        }
        videos++;
        kept += earlier ? 1 : 0;
        instances.merge(row.people().size(), 1L, Long::sum);
        frames += row.frames();
        hidden += row.hidden();
    }

    @Override
    public void problem(SynthProblem problem) {
        problems.add(problem);
    }

    VideoReport report(Path out, VideoLevel level, boolean cancelled, long wallNanos) {
        nothing.sort(null);
        return new VideoReport(
                out,
                level,
                videos,
                kept,
                frames,
                instances,
                dropped,
                List.copyOf(nothing),
                videos == 0 ? 0 : hidden / videos,
                problems.stream().distinct().toList(),
                cancelled,
                wallNanos);
    }
}
