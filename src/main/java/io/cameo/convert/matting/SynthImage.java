package io.cameo.convert.matting;

import io.cameo.archive.TreeFile;
import io.cameo.convert.Stop;
import io.cameo.dataset.matting.MattingLayout;
import io.cameo.matte.Composite;
import io.cameo.pipeline.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Makes pictures of several people out of pictures of one, with a matte for each, as MaGGIe's I-HIM50K was made.
 *
 * <p>Picture {@code n} depends on the settings, the sorted lists and {@code n} alone: not on the number of workers, the order of
 * folders, or what was made before. Files appear when they are whole, the picture last; {@value #JOURNAL} tells of every number
 * who was chosen and what became of them. One object is one run; {@link #cancel()} may come from any thread.
 */
public final class SynthImage {
    /** The journal's name in the folder. */
    public static final String JOURNAL = "synth.tsv";

    /** As many as in I-HIM50K. */
    public static final int DEFAULT_COUNT = 50_000;

    /** The quality that Pillow saves with. */
    public static final int DEFAULT_QUALITY = 75;

    private final SourceList people;
    private final SourceList places;
    private int count = DEFAULT_COUNT;
    private SynthSettings settings = new SynthSettings(0, 2, 5, DEFAULT_QUALITY, true, false);
    private Set<String> invalid = Set.of();
    private boolean resume;
    private int workers = Runtime.getRuntime().availableProcessors();
    private Progress progress = Progress.NONE;
    private final Stop stop = new Stop();

    private SynthImage(SourceList people, SourceList places) {
        this.people = people;
        this.places = places;
    }

    /** A run of 50,000 pictures with seed 0 and 2 to 5 people; the lists stay the caller's. */
    public static SynthImage of(SourceList people, SourceList places) {
        return new SynthImage(people, places);
    }

    /** How many pictures, from number 0 on. */
    public SynthImage count(int pictures) {
        if (pictures < 0) {
            throw new IllegalArgumentException("count is negative: count=" + pictures);
        }
        count = pictures;
        return this;
    }

    /** Of all random numbers. */
    public SynthImage seed(long newSeed) {
        settings = settings.seed(newSeed);
        return this;
    }

    /**
     * How many people are chosen for a picture; some may be dropped.
     *
     * @throws IllegalArgumentException if that is none, or more than {@value Composite#MOST_LAYERS}
     */
    public SynthImage people(int least, int most) {
        settings = settings.people(least, most);
        return this;
    }

    /** The quality of JPEG files, 1 to 100. */
    public SynthImage quality(int jpegQuality) {
        settings = settings.quality(jpegQuality);
        return this;
    }

    /** Whether people and background are written alone, too: folders {@code fg} and {@code bg}. */
    public SynthImage layers(boolean on) {
        settings = settings.layers(on);
        return this;
    }

    /** Whether nobody stands at the right or lower border, as {@code randint} has it. */
    public SynthImage compat(boolean on) {
        settings = settings.compat(on);
        return this;
    }

    /** Names of images that nobody is to be taken from, with their folders or without. */
    public SynthImage invalid(Set<String> names) {
        invalid = Set.copyOf(names);
        return this;
    }

    /** Whether to go on in a folder that has pictures already, or with records that a stopped run left. */
    public SynthImage resume(boolean on) {
        resume = on;
        return this;
    }

    public SynthImage workers(int threads) {
        workers = threads;
        return this;
    }

    /** Told of numbers. */
    public SynthImage progress(Progress to) {
        progress = to;
        return this;
    }

    /** Lets the run end soon; it can be resumed. */
    public void cancel() {
        stop.wish();
    }

    /**
     * Makes the pictures as files.
     *
     * @param folder is made if it is not there
     * @throws IllegalArgumentException if there is nobody or no background to choose from, the folder is not empty and this is no
     *     resumed run, or the run to resume had other settings
     * @throws IOException if files cannot be written; those that cannot be read are reported
     */
    public SynthReport writeTo(Path folder) throws IOException {
        Choices choices = choose();
        Files.createDirectories(folder);
        SynthSettings chosen = settings;
        try (LayerCache cache = choices.sources.cache()) {
            boolean stopped = choices.run()
                    .intoFolder(
                            folder.resolve(JOURNAL),
                            choices.header,
                            kept(folder, choices.header),
                            () -> new SynthStage(chosen, choices.sources, cache, new SynthOutput(folder, chosen)));
            return choices.report(folder, stopped);
        }
    }

    /**
     * Makes the pictures as records, {@code docs/matting-records.md}, each under its number: what {@link MattingPack} makes of the
     * folder, without a folder. The journal lies beside, and is the last file in it.
     *
     * @param rec is replaced, if it is there, when the new one is whole
     * @throws IllegalArgumentException if there is nobody or no background to choose from
     * @throws IOException if it cannot be written, or the run to resume had other settings
     */
    public SynthReport packInto(Path rec) throws IOException {
        Choices choices = choose();
        SynthSettings chosen = settings;
        SynthRecords.Kind kind = new SynthRecords.Kind(choices.header, JOURNAL, MattingLayout.IMAGE_TRAIN, count);
        try (LayerCache cache = choices.sources.cache()) {
            boolean stopped = choices.run()
                    .intoRecords(
                            rec,
                            kind,
                            resume,
                            SynthRow::parse,
                            () -> new SynthStage(chosen, choices.sources, cache, new SynthBundles(chosen)));
            return choices.report(rec, stopped);
        }
    }

    /** Who and what there is to choose from, and what is told of the run. */
    private final class Choices {
        private final long begin = System.nanoTime();
        private final SynthTally tally = new SynthTally();
        private final SynthStage.Sources sources;
        private final String header;

        Choices(SynthStage.Sources sources, List<SynthProblem> problems) {
            this.sources = sources;
            problems.forEach(tally::problem);
            header = "# cameo matting synth image: " + settings.text() + ", people_list="
                    + SourceList.fingerprint(
                            sources.foregrounds().stream().map(Foreground::name).toList())
                    + ", background_list="
                    + SourceList.fingerprint(
                            sources.backgrounds().stream().map(TreeFile::name).toList());
        }

        SynthRun<SynthRow> run() {
            return new SynthRun<>(0, count, workers, progress, stop, tally);
        }

        SynthReport report(Path out, boolean stopped) {
            return tally.report(
                    out,
                    sources.foregrounds().size(),
                    sources.backgrounds().size(),
                    stopped,
                    System.nanoTime() - begin);
        }
    }

    private Choices choose() {
        List<SynthProblem> problems = new ArrayList<>();
        List<Foreground> who = people.foregrounds(invalid, problems);
        List<TreeFile> where = places.backgrounds(problems);
        return new Choices(new SynthStage.Sources(people.tree(), who, places.tree(), where), problems);
    }

    /** What an earlier run made that is still there. */
    private SortedMap<Integer, SynthRow> kept(Path folder, String header) throws IOException {
        SortedMap<Integer, SynthRow> kept = new TreeMap<>();
        if (!resume) {
            SynthJournal.requireEmpty(folder);
            return kept;
        }
        for (String line : SynthJournal.earlier(folder.resolve(JOURNAL), header)) {
            SynthRow row = SynthRow.parse(line);
            if (SynthOutput.isWhole(folder, row)) {
                kept.put(row.number(), row);
            }
        }
        return kept;
    }
}
