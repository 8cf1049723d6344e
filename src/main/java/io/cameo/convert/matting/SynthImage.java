package io.cameo.convert.matting;

import io.cameo.archive.TreeFile;
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
import java.util.Set;

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

    /** Whether to go on in a folder that has pictures already. */
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
     * Makes the pictures.
     *
     * @param folder is made if it is not there
     * @throws IllegalArgumentException if there is nobody or no background to choose from, the folder is not empty and this is no
     *     resumed run, or the run to resume had other settings
     * @throws IOException if files cannot be written; those that cannot be read are reported
     */
    public SynthReport writeTo(Path folder) throws IOException {
        long begin = System.nanoTime();
        List<SynthProblem> problems = new ArrayList<>();
        List<Foreground> who = people.foregrounds(invalid, problems);
        List<TreeFile> where = places.backgrounds(problems);
        String header = "# cameo matting synth image: " + settings.text() + ", people_list="
                + SourceList.fingerprint(who.stream().map(Foreground::name).toList())
                + ", background_list="
                + SourceList.fingerprint(where.stream().map(TreeFile::name).toList());
        Map<Integer, SynthRow> kept = kept(folder, header);
        SynthTally tally = new SynthTally();
        problems.forEach(tally::problem);
        SynthStage.Sources sources = new SynthStage.Sources(people.tree(), who, places.tree(), where);
        Outcome outcome;
        try (SynthJournal journal = SynthJournal.create(
                folder.resolve(JOURNAL),
                header,
                kept.values().stream().map(SynthRow::line).toList())) {
            kept.values().stream().filter(row -> row.number() < count).forEach(tally::add);
            outcome = run(sources, new SynthOutput(folder, settings), kept, journal, tally);
            if (outcome.complete()) {
                journal.finish();
            }
        }
        long standing = kept.values().stream()
                .filter(row -> row.number() < count && row.instances() > 0)
                .count();
        return tally.report(folder, standing, who.size(), where.size(), !outcome.complete(), System.nanoTime() - begin);
    }

    private Outcome run(
            SynthStage.Sources sources,
            SynthOutput output,
            Map<Integer, SynthRow> kept,
            SynthJournal journal,
            SynthTally tally)
            throws IOException {
        SynthSettings chosen = settings;
        Pipeline<Integer, SynthStage, SynthStage.Result> pipeline =
                Pipeline.<Integer, SynthStage, SynthStage.Result>builder(
                                "synth",
                                () -> new SynthStage(chosen, sources, output),
                                SynthStage.Result::new,
                                (number, stage, out) -> stage.make(number, out))
                        .workers(workers)
                        .progress(
                                progress,
                                count
                                        - kept.keySet().stream()
                                                .filter(number -> number < count)
                                                .count())
                        .build();
        int[] next = {0};
        try (var _ = stop.stops(pipeline)) {
            return pipeline.run(
                    () -> {
                        while (next[0] < count && kept.containsKey(next[0])) {
                            next[0]++;
                        }
                        return next[0] < count ? next[0]++ : null;
                    },
                    (sequence, number, result) -> {
                        journal.add(result.row().line());
                        tally.add(result.row());
                        result.problems().forEach(tally::problem);
                    });
        }
    }

    /** What an earlier run made that is still there. */
    private Map<Integer, SynthRow> kept(Path folder, String header) throws IOException {
        Map<Integer, SynthRow> kept = new HashMap<>();
        Files.createDirectories(folder);
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
