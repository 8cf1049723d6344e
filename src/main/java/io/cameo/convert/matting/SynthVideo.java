package io.cameo.convert.matting;

import io.cameo.bytes.AtomicFile;
import io.cameo.convert.Stop;
import io.cameo.matte.Composite;
import io.cameo.pipeline.Outcome;
import io.cameo.pipeline.Pipeline;
import io.cameo.pipeline.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Makes videos of several people out of clips of one, with a matte for each in every frame, as MaGGIe's V-HIM2K5 was made: {@code
 * fgr/00007/00012.jpg} and {@code pha/00007/00012/01.png}.
 *
 * <p>Video {@code n} depends on the settings, the level, the sorted lists and {@code n} alone. Numbers whose videos do not hide as
 * much as their level demands, or more, are left out. One object is one run; {@link #cancel()} may come from any thread.
 */
public final class SynthVideo {
    /** As long as those of V-HIM2K5. */
    public static final int DEFAULT_FRAMES = 30;

    private final SourceList people;
    private final SourceList places;
    private final VideoLevel level;
    private final Stop stop = new Stop();
    private int first;
    private int count = 1;
    private int frames = DEFAULT_FRAMES;
    private int leastPeople = 2;
    private int mostPeople = 4;
    private long seed;
    private int quality = SynthImage.DEFAULT_QUALITY;
    private boolean resume;
    private int workers = Runtime.getRuntime().availableProcessors();
    private Progress progress = Progress.NONE;

    private SynthVideo(SourceList people, SourceList places, VideoLevel level) {
        this.people = people;
        this.places = places;
        this.level = level;
    }

    /** A run of one video; the lists stay the caller's. Easy ones have no more than three people, as in the original. */
    public static SynthVideo of(SourceList people, SourceList places, VideoLevel level) {
        return new SynthVideo(people, places, level);
    }

    /** Which numbers. */
    public SynthVideo numbers(int from, int videos) {
        if (from < 0 || videos < 0 || from > 99_999 - videos) {
            throw new IllegalArgumentException(
                    "numbers are out of range: first=" + from + ", count=" + videos + ", allowed=0..99998");
        }
        first = from;
        count = videos;
        return this;
    }

    /** How long a video is, unless somebody's clip is shorter. */
    public SynthVideo frames(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("frames must be at least 1: frames=" + most);
        }
        frames = most;
        return this;
    }

    /** How many people. */
    public SynthVideo people(int least, int most) {
        if (least < 1 || most < least || most > Composite.MOST_LAYERS) {
            throw new IllegalArgumentException("people are out of range: least=" + least + ", most=" + most
                    + ", allowed=1.." + Composite.MOST_LAYERS);
        }
        leastPeople = least;
        mostPeople = most;
        return this;
    }

    public SynthVideo seed(long newSeed) {
        seed = newSeed;
        return this;
    }

    /** The quality of JPEG files, 1 to 100. */
    public SynthVideo quality(int jpegQuality) {
        quality = jpegQuality;
        return this;
    }

    /** Whether to go on in a folder that has videos already. */
    public SynthVideo resume(boolean on) {
        resume = on;
        return this;
    }

    public SynthVideo workers(int threads) {
        workers = threads;
        return this;
    }

    /** Told of numbers. */
    public SynthVideo progress(Progress to) {
        progress = to;
        return this;
    }

    /** Lets the run end soon; it can be resumed. */
    public void cancel() {
        stop.wish();
    }

    /**
     * Makes the videos.
     *
     * @param folder is made if it is not there
     * @throws IllegalArgumentException if there is nobody or no background to choose from, the folder has videos of the level or
     *     of the numbers and this is no resumed run, or the run to resume had other settings
     * @throws IOException if files cannot be written; those that cannot be read are reported
     */
    public VideoReport writeTo(Path folder) throws IOException {
        long begin = System.nanoTime();
        List<SynthProblem> problems = new ArrayList<>();
        List<Clip> who = Clip.people(people, problems);
        List<Clip> where = Clip.places(places, problems);
        int most = level == VideoLevel.EASY ? Math.min(mostPeople, Math.max(3, leastPeople)) : mostPeople;
        String header = "# cameo matting synth video: seed=" + seed + ", level=" + level.word() + ", people="
                + leastPeople + "-" + most + ", frames=" + frames + ", quality=" + quality + ", people_list="
                + SourceList.fingerprint(who.stream().map(Clip::name).toList()) + ", background_list="
                + SourceList.fingerprint(where.stream().map(Clip::name).toList());
        Map<Integer, VideoRow> kept = kept(folder, header);
        VideoStage.Settings settings = new VideoStage.Settings(
                seed,
                level,
                leastPeople,
                most,
                frames,
                quality,
                people.tree(),
                who,
                places.tree(),
                where.stream().filter(Clip::still).toList(),
                where.stream().filter(clip -> !clip.still()).toList());
        List<VideoRow> rows = new ArrayList<>();
        kept.values().stream().filter(row -> isWanted(row.number())).forEach(rows::add);
        long standing = rows.stream().filter(row -> row.frames() > 0).count();
        Outcome outcome;
        try (SynthJournal journal = SynthJournal.create(
                journal(folder),
                header,
                kept.values().stream().map(VideoRow::line).toList())) {
            outcome = run(settings, folder, kept, journal, rows, problems);
            if (outcome.complete()) {
                journal.finish();
            }
        }
        return report(folder, rows, standing, problems, !outcome.complete(), System.nanoTime() - begin);
    }

    private boolean isWanted(int number) {
        return number >= first && number < first + count;
    }

    private Outcome run(
            VideoStage.Settings settings,
            Path folder,
            Map<Integer, VideoRow> kept,
            SynthJournal journal,
            List<VideoRow> rows,
            List<SynthProblem> problems)
            throws IOException {
        Pipeline<Integer, VideoStage, VideoStage.Result> pipeline =
                Pipeline.<Integer, VideoStage, VideoStage.Result>builder(
                                "synth",
                                () -> new VideoStage(settings, folder),
                                VideoStage.Result::new,
                                (number, stage, out) -> stage.make(number, out))
                        .workers(workers)
                        .progress(progress, count - rows.size())
                        .build();
        int[] next = {first};
        try (var _ = stop.stops(pipeline)) {
            return pipeline.run(
                    () -> {
                        while (isWanted(next[0]) && kept.containsKey(next[0])) {
                            next[0]++;
                        }
                        return isWanted(next[0]) ? next[0]++ : null;
                    },
                    (sequence, number, result) -> {
                        VideoRow row = Objects.requireNonNull(result.row);
                        journal.add(row.line());
                        rows.add(row);
                        problems.addAll(result.problems);
                    });
        }
    }

    private VideoReport report(
            Path folder,
            List<VideoRow> rows,
            long standing,
            List<SynthProblem> problems,
            boolean cancelled,
            long wallNanos) {
        TreeMap<Integer, Long> instances = new TreeMap<>();
        TreeMap<String, Long> dropped = new TreeMap<>();
        List<Integer> nothing = new ArrayList<>();
        long total = 0;
        double hidden = 0;
        for (VideoRow row : rows) {
            if (row.frames() == 0) {
                dropped.merge(row.fate().word(), 1L, Long::sum);
                nothing.add(row.number());
            } else {
                instances.merge(row.people().size(), 1L, Long::sum);
                total += row.frames();
                hidden += row.hidden();
            }
        }
        nothing.sort(null);
        long videos = rows.size() - (long) nothing.size();
        return new VideoReport(
                folder,
                level,
                videos,
                standing,
                total,
                instances,
                dropped,
                List.copyOf(nothing),
                videos == 0 ? 0 : hidden / videos,
                problems.stream().distinct().toList(),
                cancelled,
                wallNanos);
    }

    private Map<Integer, VideoRow> kept(Path folder, String header) throws IOException {
        Map<Integer, VideoRow> kept = new HashMap<>();
        Files.createDirectories(folder);
        if (!resume) {
            requireRoom(folder);
            return kept;
        }
        for (String line : SynthJournal.earlier(journal(folder), header)) {
            VideoRow row = VideoRow.parse(line);
            if (VideoOutput.isWhole(folder, row)) {
                kept.put(row.number(), row);
            }
        }
        return kept;
    }

    /** Videos of several levels may share a folder, as in V-HIM2K5, but not their numbers. */
    private void requireRoom(Path folder) throws IOException {
        Path journal = journal(folder);
        if (Files.exists(journal) || Files.exists(AtomicFile.partialOf(journal))) {
            throw new IllegalArgumentException(
                    "the folder has videos of this level; --resume goes on: journal=" + journal);
        }
        for (int number = first; number < first + count; number++) {
            Path video = VideoOutput.mattes(folder, number);
            if (Files.exists(video)) {
                throw new IllegalArgumentException("the number is taken, and nothing is overwritten: folder=" + video);
            }
        }
    }

    private Path journal(Path folder) {
        return folder.resolve("synth-" + level.word() + ".tsv");
    }
}
