package io.cameo.convert.matting;

import io.cameo.bytes.AtomicFile;
import io.cameo.convert.Stop;
import io.cameo.dataset.matting.MattingLayout;
import io.cameo.matte.Composite;
import io.cameo.pipeline.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
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

    /** A run of one video; the lists stay the caller's. Easy ones have no more than three people, as in the original: four become three. */
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
        SynthSettings.requireQuality(jpegQuality);
        quality = jpegQuality;
        return this;
    }

    /** Whether to go on in a folder that has videos already, or with records that a stopped run left. */
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
     * Makes the videos as files.
     *
     * @param folder is made if it is not there
     * @throws IllegalArgumentException if there is nobody or no background to choose from, the folder has videos of the level or
     *     of the numbers and this is no resumed run, or the run to resume had other settings
     * @throws IOException if files cannot be written; those that cannot be read are reported
     */
    public VideoReport writeTo(Path folder) throws IOException {
        Choices choices = choose();
        Files.createDirectories(folder);
        int chosenQuality = quality;
        boolean stopped = choices.run()
                .intoFolder(
                        journal(folder),
                        choices.header,
                        kept(folder, choices.header),
                        () -> new VideoStage(choices.settings, new VideoOutput(folder, chosenQuality)));
        return choices.report(folder, stopped);
    }

    /**
     * Makes the videos as records, {@code docs/matting-records.md}: what {@link MattingPack} makes of the folder, without a folder.
     * The key of a frame is the number of its video times {@link #frames}, and its own. The journal lies beside, and is the
     * last file in it.
     *
     * @param rec is replaced, if it is there, when the new one is whole
     * @throws IllegalArgumentException if there is nobody or no background to choose from
     * @throws IOException if it cannot be written, or the run to resume had other settings
     */
    public VideoReport packInto(Path rec) throws IOException {
        Choices choices = choose();
        int mostFrames = frames;
        int chosenQuality = quality;
        SynthRecords.Kind kind = new SynthRecords.Kind(
                choices.header + ", first=" + first,
                journal(Path.of("")).toString(),
                MattingLayout.VIDEO,
                VideoBundles.firstKey((long) first + count, mostFrames));
        boolean stopped = choices.run()
                .intoRecords(
                        rec,
                        kind,
                        resume,
                        VideoRow::parse,
                        () -> new VideoStage(choices.settings, new VideoBundles(mostFrames, chosenQuality)));
        return choices.report(rec, stopped);
    }

    /** Who and what there is to choose from, and what is told of the run. */
    private final class Choices {
        private final long begin = System.nanoTime();
        private final VideoTally tally = new VideoTally();
        private final VideoStage.Settings settings;
        private final String header;

        Choices(List<Clip> who, List<Clip> where, List<SynthProblem> problems) {
            problems.forEach(tally::problem);
            header = "# cameo matting synth video: seed=" + seed + ", level=" + level.word() + ", people="
                    + leastPeople + "-" + mostPeople + ", frames=" + frames + ", quality=" + quality + ", people_list="
                    + SourceList.fingerprint(who.stream().map(Clip::name).toList()) + ", background_list="
                    + SourceList.fingerprint(where.stream().map(Clip::name).toList());
            settings = new VideoStage.Settings(
                    seed,
                    level,
                    leastPeople,
                    mostPeople,
                    frames,
                    people.tree(),
                    who,
                    places.tree(),
                    where.stream().filter(Clip::still).toList(),
                    where.stream().filter(clip -> !clip.still()).toList());
        }

        SynthRun<VideoRow> run() {
            return new SynthRun<>(first, count, workers, progress, stop, tally);
        }

        VideoReport report(Path out, boolean stopped) {
            return tally.report(out, level, stopped, System.nanoTime() - begin);
        }
    }

    private Choices choose() {
        List<SynthProblem> problems = new ArrayList<>();
        List<Clip> who = Clip.people(people, problems);
        return new Choices(who, Clip.places(places, problems), problems);
    }

    private SortedMap<Integer, VideoRow> kept(Path folder, String header) throws IOException {
        SortedMap<Integer, VideoRow> kept = new TreeMap<>();
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
