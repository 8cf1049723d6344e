package io.cameo.convert.matting;

import io.cameo.bytes.AtomicFile;
import io.cameo.convert.Stop;
import io.cameo.dataset.matting.MattingSplit;
import io.cameo.dataset.matting.MattingTree;
import io.cameo.matte.MaskMatching;
import io.cameo.pipeline.Outcome;
import io.cameo.pipeline.Pipeline;
import io.cameo.pipeline.Progress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes masks for a tree of mattes: out of the mattes, sharp or coarse as a detector's, or a detector's own, matched to mattes by
 * overlap. Files have the names of the mattes, below a folder beside that of the mattes, where loaders look for them.
 *
 * <p>What is made does not depend on the number of workers. One object is one run; {@link #cancel()} may come from any thread.
 */
public final class MattingMask {
    /** Samples above this are the mask, as in MaGGIe. */
    public static final int DEFAULT_ABOVE = 127;

    /** Ends the name of the file of what was done to coarse masks: {@code masks.recipes.tsv}, a picture, a tab, a recipe. */
    public static final String RECIPES = ".recipes.tsv";

    private static final int MOST = 255;

    private final MattingTree tree;
    private final Stop stop = new Stop();
    private String name = "masks";
    private int above = DEFAULT_ABOVE;
    private boolean coarse;
    private long seed;
    private @Nullable Detections detections;
    private MaskMatching.Rule rule = MaskMatching.Rule.GREEDY;
    private double overlap = MaskMatching.LEAST_OVERLAP;
    private boolean fill;
    private int workers = Runtime.getRuntime().availableProcessors();
    private Progress progress = Progress.NONE;

    private MattingMask(MattingTree tree) {
        this.tree = tree;
    }

    /** A run that makes sharp masks in folders {@code masks}. */
    public static MattingMask of(MattingTree tree) {
        return new MattingMask(tree);
    }

    /** What folders of masks are called.
     *
     * @throws IllegalArgumentException if that is no name of one folder */
    public MattingMask name(String folder) {
        if (folder.isBlank() || folder.contains("/") || folder.contains("\\") || folder.startsWith(".")) {
            throw new IllegalArgumentException("not the name of a folder: name=" + folder);
        }
        name = folder;
        return this;
    }

    /** Samples above this are the mask. */
    public MattingMask above(int sample) {
        if (sample < 0 || sample >= MOST) {
            throw new IllegalArgumentException("threshold is out of range: above=" + sample + ", allowed=0..254");
        }
        above = sample;
        return this;
    }

    /** Makes masks coarse, as {@link io.cameo.matte.CoarseMask} does for images, and keeps the recipes. */
    public MattingMask coarse(boolean on, long newSeed) {
        coarse = on;
        seed = newSeed;
        return this;
    }

    /**
     * Takes masks of a detector; they stay the caller's.
     *
     * @throws IllegalArgumentException if no overlap, or any, would be enough
     */
    public MattingMask detections(Detections found, MaskMatching.Rule how, double leastOverlap) {
        if (!(leastOverlap >= 0 && leastOverlap < 1)) {
            throw new IllegalArgumentException("overlap is out of range, 0 or more and below 1: iou=" + leastOverlap);
        }
        detections = found;
        rule = how;
        overlap = leastOverlap;
        return this;
    }

    /** Makes coarse masks for mattes that no detector found. */
    public MattingMask fill(boolean on) {
        fill = on;
        return this;
    }

    public MattingMask workers(int threads) {
        workers = threads;
        return this;
    }

    /** Told of pictures. */
    public MattingMask progress(Progress to) {
        progress = to;
        return this;
    }

    /** Lets the run end soon. */
    public void cancel() {
        stop.wish();
    }

    /**
     * Makes the masks.
     *
     * @param folder the tree's own, or another one, which is made if it is not there
     * @throws IllegalArgumentException if it has such masks already
     * @throws IOException if they cannot be written; what cannot be read is reported
     */
    public MaskReport writeTo(Path folder) throws IOException {
        long begin = System.nanoTime();
        for (MattingSplit split : tree.place().splits()) {
            Path masks = folder.resolve(split.folder(name));
            if (Files.exists(masks)) {
                throw new IllegalArgumentException("masks are there already, name others: folder=" + masks);
            }
        }
        Files.createDirectories(folder);
        MaskStage.Settings settings =
                new MaskStage.Settings(folder, name, above, coarse || fill, seed, detections, rule, overlap, fill);
        Pipeline<FrameItem, MaskStage, MaskStage.Result> pipeline =
                Pipeline.<FrameItem, MaskStage, MaskStage.Result>builder(
                                "mask",
                                () -> new MaskStage(tree, settings),
                                MaskStage.Result::new,
                                (item, stage, out) -> stage.make(item, out))
                        .workers(workers)
                        .progress(progress, FrameItem.All.count(tree))
                        .build();
        Tally tally = new Tally();
        // Mattes may lie where nobody can look.
        tree.files().problems().forEach(hidden -> tally.problems.add(new SynthProblem(hidden.name(), hidden.reason())));
        Outcome outcome;
        try (var _ = stop.stops(pipeline)) {
            outcome = pipeline.run(new FrameItem.All(tree), (sequence, item, result) -> tally.add(item, result));
        }
        if (!tally.recipes.isEmpty()) {
            write(folder.resolve(name + RECIPES), tally.recipes.toString());
        }
        return tally.report(folder, name, outcome.cancelled(), System.nanoTime() - begin);
    }

    private static void write(Path path, String text) throws IOException {
        try (AtomicFile file = AtomicFile.create(path)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                file.channel().write(bytes);
            }
            file.commit();
        }
    }

    /** Sums up what workers give. */
    private static final class Tally {
        private final StringBuilder recipes = new StringBuilder();
        private final List<String> unmatched = new ArrayList<>();
        private final List<String> unseen = new ArrayList<>();
        private final List<SynthProblem> problems = new ArrayList<>();
        private long frames;
        private long mattes;
        private long written;
        private long matched;
        private long filled;
        private long shared;
        private long unused;
        private double overlaps;

        void add(FrameItem item, MaskStage.Result result) {
            frames++;
            mattes += result.mattes;
            written += result.written;
            matched += result.matched;
            filled += result.filled;
            shared += result.shared;
            unused += result.unused;
            overlaps += result.overlaps;
            unmatched.addAll(result.unmatched);
            problems.addAll(result.problems);
            String image = item.frame().image().name();
            if (result.unseen) {
                unseen.add(image);
            }
            if (!result.recipe.isEmpty()) {
                recipes.append(image).append('\t').append(result.recipe).append('\n');
            }
        }

        MaskReport report(Path folder, String name, boolean cancelled, long wallNanos) {
            return new MaskReport(
                    folder,
                    name,
                    frames,
                    mattes,
                    written,
                    matched,
                    filled,
                    shared,
                    unused,
                    overlaps / matched,
                    List.copyOf(unmatched),
                    List.copyOf(unseen),
                    List.copyOf(problems),
                    cancelled,
                    wallNanos);
        }
    }
}
