package io.cameo.convert.matting;

import io.cameo.archive.FileTree;
import io.cameo.matte.InstanceMatches;
import io.cameo.matte.InstanceQuality;
import io.cameo.matte.Metric;
import io.cameo.matte.Scale;
import io.cameo.pipeline.Outcome;
import io.cameo.pipeline.Pipeline;
import io.cameo.pipeline.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Scores the mattes of one tree against those of the same names in another, on all workers.
 *
 * <p>A name is {@code .../IMAGE/INSTANCE.png}; {@code .../CLIP/FRAME/INSTANCE.png} for videos; {@code .../IMAGE.png} and {@code
 * .../CLIP/FRAME.png} where there is one matte an image. Numbers do not depend on the number of workers. What is missing, extra
 * or cannot be used is reported, and the others are scored. One object is one run; {@link #cancel()} may come from any thread.
 */
public final class MattingScore {
    /** What is measured unless somebody asks for something else; dtSSD only where there are frames. */
    public static final Set<Metric> DEFAULT_METRICS = Collections.unmodifiableSet(
            EnumSet.of(Metric.MAD, Metric.MSE, Metric.SAD, Metric.GRAD, Metric.CONN, Metric.DTSSD));

    private final FileTree predicted;
    private final FileTree truth;
    private @Nullable FileTree trimaps;
    private Set<Metric> metrics = DEFAULT_METRICS;
    private Scale scale = Scale.STANDARD;
    private double iou = InstanceQuality.IOU;
    private boolean video;
    private boolean single;
    private int workers = Runtime.getRuntime().availableProcessors();
    private Progress progress = Progress.NONE;
    private volatile boolean cancelled;
    private volatile @Nullable Pipeline<ScoreItem, ScoreStage, ScoreStage.Result> running;

    private MattingScore(FileTree predicted, FileTree truth) {
        this.predicted = predicted;
        this.truth = truth;
    }

    /** A run over images, in the standard scale. The trees stay the caller's. */
    public static MattingScore of(FileTree predicted, FileTree truth) {
        return new MattingScore(predicted, truth);
    }

    /** What to measure. */
    public MattingScore metrics(Set<Metric> wanted) {
        metrics = Set.copyOf(wanted);
        return this;
    }

    public MattingScore scale(Scale wanted) {
        scale = wanted;
        return this;
    }

    /** The least IoU of a pair of instances, for IMQ. */
    public MattingScore iou(double threshold) {
        iou = threshold;
        return this;
    }

    /** Folders of images are frames of clips. */
    public MattingScore video(boolean on) {
        video = on;
        return this;
    }

    /** There is one matte an image, which has no folder of its own. */
    public MattingScore single(boolean on) {
        single = on;
        return this;
    }

    /** Trimaps by the names of the true mattes, instead of those that are made of these. */
    public MattingScore trimaps(@Nullable FileTree given) {
        trimaps = given;
        return this;
    }

    public MattingScore workers(int count) {
        workers = count;
        return this;
    }

    /** Told of images, or clips. */
    public MattingScore progress(Progress to) {
        progress = to;
        return this;
    }

    /** Lets the run end soon, with a report of what it has seen. */
    public void cancel() {
        cancelled = true;
        Pipeline<?, ?, ?> pipeline = running;
        if (pipeline != null) {
            pipeline.cancel();
        }
    }

    /**
     * Scores.
     *
     * @throws IllegalArgumentException if there are no true mattes, or the trees are of no such layout
     * @throws IOException if reading fails as a whole; single files that cannot be read are reported
     */
    public MattingScoreReport run() throws IOException {
        long begin = System.nanoTime();
        List<ScoreItem> items = ScoreItem.all(predicted, truth, new ScoreItem.Naming(video, single));
        long truthMattes = items.stream()
                .flatMap(item -> item.frames().stream())
                .flatMap(frame -> frame.pairs().stream())
                .filter(pair -> pair.truth() != null)
                .count();
        if (truthMattes == 0) {
            throw new IllegalArgumentException("no mattes: tree=" + truth.path());
        }
        ScoreStage.Settings settings = new ScoreStage.Settings(predicted, truth, trimaps, metrics, scale, iou, video);
        Pipeline<ScoreItem, ScoreStage, ScoreStage.Result> pipeline =
                Pipeline.<ScoreItem, ScoreStage, ScoreStage.Result>builder(
                                "score",
                                () -> new ScoreStage(settings),
                                ScoreStage.Result::new,
                                (item, stage, out) -> stage.score(item, out))
                        .workers(workers)
                        .progress(progress, items.size())
                        .build();
        running = pipeline;
        if (cancelled) {
            pipeline.cancel();
        }
        Iterator<ScoreItem> next = items.iterator();
        List<ImageRow> rows = new ArrayList<>();
        Outcome outcome = pipeline.run(
                () -> next.hasNext() ? next.next() : null,
                (sequence, item, result) -> rows.add(Objects.requireNonNull(result.row)));
        InstanceMatches matches =
                rows.stream().map(ImageRow::matches).reduce(InstanceMatches.NONE, InstanceMatches::plus);
        return new MattingScoreReport(
                predicted.path(),
                truth.path(),
                scale,
                metrics,
                video,
                truthMattes,
                List.copyOf(rows),
                MeanScore.of(rows),
                matches,
                outcome.cancelled(),
                System.nanoTime() - begin);
    }
}
