package io.cameo.convert.matting;

import io.cameo.archive.FileTree;
import io.cameo.convert.Stop;
import io.cameo.dataset.matting.MattingLayout;
import io.cameo.dataset.matting.MattingPlace;
import io.cameo.dataset.matting.MattingPlaces;
import io.cameo.dataset.matting.MattingTree;
import io.cameo.pipeline.Outcome;
import io.cameo.pipeline.Pipeline;
import io.cameo.pipeline.Progress;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Checks matting data: whether its own loaders could use it, and would not be misled, without stopping at a fault.
 *
 * <p>Every image, matte and mask is decoded, on all workers, each with a reader of its own. One object is one run;
 * {@link #cancel()} may come from any thread.
 */
public final class MattingCheck {
    /** How many findings of each kind are kept by default. */
    public static final int DEFAULT_EXAMPLES = 3;
    /** Frames of a clip in MaGGIe's configuration. */
    public static final int DEFAULT_CLIP_FRAMES = 8;
    /** Instances of an image in MaGGIe's configuration. */
    public static final int DEFAULT_MOST_INSTANCES = 10;

    private final FileTree files;
    private @Nullable MattingLayout layout;
    private @Nullable String split;
    private @Nullable String masks;
    private int clipFrames = DEFAULT_CLIP_FRAMES;
    private int mostInstances = DEFAULT_MOST_INSTANCES;
    private int workers = Runtime.getRuntime().availableProcessors();
    private int examples = DEFAULT_EXAMPLES;
    private Progress progress = Progress.NONE;
    private final Stop stop = new Stop();

    private MattingCheck(FileTree files) {
        this.files = files;
    }

    /** A check of a tree, which stays the caller's to close. */
    public static MattingCheck of(FileTree files) {
        return new MattingCheck(files);
    }

    /** What the tree is; by default it is recognised. */
    public MattingCheck layout(MattingLayout wanted) {
        layout = wanted;
        return this;
    }

    /** One split only, by its name. */
    public MattingCheck split(String name) {
        split = name;
        return this;
    }

    /** The name of the folder of masks, empty for none; by default the one that {@link MattingTree#of} chooses. */
    public MattingCheck masks(String folder) {
        masks = folder;
        return this;
    }

    /** How many frames a clip to train on has. */
    public MattingCheck clipFrames(int frames) {
        clipFrames = frames;
        return this;
    }

    /** How many instances of an image take part in training. */
    public MattingCheck mostInstances(int most) {
        mostInstances = most;
        return this;
    }

    public MattingCheck workers(int count) {
        workers = count;
        return this;
    }

    /** How many findings of each kind to keep. */
    public MattingCheck examples(int most) {
        examples = most;
        return this;
    }

    /** Told of images and frames. */
    public MattingCheck progress(Progress to) {
        progress = to;
        return this;
    }

    /** Lets the run end soon, with a report of what it has seen. */
    public void cancel() {
        stop.wish();
    }

    /**
     * Checks. What is bad is in the report.
     *
     * @throws IllegalArgumentException if it is not clear what the tree is, or it has no such layout, split or masks
     * @throws IOException if the tree cannot be read at all
     */
    public MattingCheckReport run() throws IOException {
        long begin = System.nanoTime();
        MattingTree tree = tree();
        CheckTally tally = new CheckTally(tree, examples);
        new NameCheck(tree, new MattingLimits(clipFrames, mostInstances), tally::add).check();
        Pipeline<FrameItem, FrameStage, FrameFacts> pipeline = Pipeline.<FrameItem, FrameStage, FrameFacts>builder(
                        "check",
                        () -> new FrameStage(tree),
                        FrameFacts::new,
                        (item, stage, facts) -> stage.check(item, facts))
                .workers(workers)
                .progress(progress, FrameItem.All.count(tree))
                .build();
        try (var _ = stop.stops(pipeline)) {
            Outcome outcome = pipeline.run(new FrameItem.All(tree), tally);
            if (!outcome.cancelled()) {
                tally.endSample();
            }
            return tally.report(outcome.cancelled(), System.nanoTime() - begin);
        }
    }

    private MattingTree tree() {
        MattingPlaces places = MattingLayout.recognise(files);
        MattingPlace place = layout == null ? places.only() : places.of(layout);
        if (split != null) {
            place = place.only(split);
        }
        return masks == null ? MattingTree.of(files, place) : MattingTree.of(files, place, masks);
    }
}
