package io.cameo.convert.matting;

import io.cameo.archive.FileTree;
import io.cameo.archive.TreeFile;
import io.cameo.archive.TreeReader;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.image.PixelFormat;
import io.cameo.matte.InstanceMatches;
import io.cameo.matte.InstanceQuality;
import io.cameo.matte.MatteMetrics;
import io.cameo.matte.Metric;
import io.cameo.matte.SampleRange;
import io.cameo.matte.Scale;
import io.cameo.matte.Trimaps;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Scores one image or clip after the other. One for each worker. */
final class ScoreStage implements AutoCloseable {
    private final Settings settings;
    private final TreeReader predictedReader;
    private final TreeReader truthReader;
    private final @Nullable TreeReader trimapReader;
    private final ImageCodec codec = ImageCodec.create();
    private final MatteMetrics metrics = new MatteMetrics();
    private final Trimaps trimaps = new Trimaps();
    private final InstanceQuality quality = new InstanceQuality();
    private PlanePool now = new PlanePool();
    private PlanePool before = new PlanePool();

    /** What every worker is told. */
    record Settings(
            FileTree predicted,
            FileTree truth,
            @Nullable FileTree trimaps,
            Set<Metric> metrics,
            Scale scale,
            double iou,
            boolean video) {}

    /** What a worker gives for one item. */
    static final class Result {
        @Nullable
        ImageRow row;
    }

    /** Two planes of one name; null where there is none to use. */
    private record Planes(
            ScoreItem.Pair pair,
            @Nullable Image predicted,
            @Nullable Image truth) {
        boolean isWhole() {
            return predicted != null && truth != null;
        }
    }

    /** What one instance's pairs of frames come to. */
    private static final class Change {
        private double sum;
        private int pairs;
    }

    ScoreStage(Settings settings) {
        this.settings = settings;
        predictedReader = settings.predicted().reader();
        truthReader = settings.truth().reader();
        FileTree given = settings.trimaps();
        trimapReader = given == null ? null : given.reader();
    }

    void score(ScoreItem item, Result out) {
        List<MatteRow> rows = new ArrayList<>();
        List<ScoreFinding> findings = new ArrayList<>();
        InstanceMatches matches = InstanceMatches.NONE;
        Map<String, Planes> last = Map.of();
        Map<String, Change> changes = new TreeMap<>();
        for (ScoreItem.Frame frame : item.frames()) {
            PlanePool free = before;
            before = now;
            now = free;
            now.reset();
            List<Planes> planes = read(frame, findings);
            scoreAll(planes, rows, findings);
            if (settings.metrics().contains(Metric.IMQ)) {
                matches = matches.plus(match(planes));
            }
            if (settings.video()) {
                last = change(last, planes, changes);
            }
        }
        Map<String, Double> dtSsd = new TreeMap<>();
        changes.forEach((instance, change) -> dtSsd.put(instance, change.sum / change.pairs));
        out.row = new ImageRow(item.name(), item.frames().size(), rows, dtSsd, matches, findings);
    }

    private List<Planes> read(ScoreItem.Frame frame, List<ScoreFinding> findings) {
        List<Planes> planes = new ArrayList<>();
        for (ScoreItem.Pair pair : frame.pairs()) {
            TreeFile predicted = pair.predicted();
            TreeFile truth = pair.truth();
            if (predicted == null) {
                findings.add(new ScoreFinding(ScoreFault.MISSING, pair.name(), ""));
            } else if (truth == null) {
                findings.add(new ScoreFinding(ScoreFault.EXTRA, pair.name(), ""));
            }
            // Unmatched ones have a part in IMQ only.
            boolean wanted =
                    (predicted != null && truth != null) || settings.metrics().contains(Metric.IMQ);
            Image p = predicted == null || !wanted
                    ? null
                    : MatteFile.read(predictedReader, predicted, codec, now, findings);
            Image g = truth == null || !wanted ? null : MatteFile.read(truthReader, truth, codec, now, findings);
            if (p != null && settings.scale() == Scale.MAGGIE) {
                MatteMetrics.clamp(p, p);
            }
            if (p != null && g != null && (p.widthPx() != g.widthPx() || p.heightPx() != g.heightPx())) {
                findings.add(new ScoreFinding(
                        ScoreFault.SIZE,
                        pair.name(),
                        "expected=" + g.widthPx() + "x" + g.heightPx() + ", actual=" + p.widthPx() + "x"
                                + p.heightPx()));
                p = null;
            }
            planes.add(new Planes(pair, p, g));
        }
        return planes;
    }

    private void scoreAll(List<Planes> planes, List<MatteRow> rows, List<ScoreFinding> findings) {
        List<Planes> whole = planes.stream().filter(Planes::isWhole).toList();
        Map<PixelFormat, SampleRange> predictedRanges = new HashMap<>();
        Map<PixelFormat, SampleRange> truthRanges = new HashMap<>();
        for (Planes one : whole) {
            Image p = Objects.requireNonNull(one.predicted());
            Image g = Objects.requireNonNull(one.truth());
            predictedRanges.merge(p.format(), SampleRange.of(p), SampleRange::and);
            truthRanges.merge(g.format(), SampleRange.of(g), SampleRange::and);
        }
        for (Planes one : whole) {
            Image p = Objects.requireNonNull(one.predicted());
            Image g = Objects.requireNonNull(one.truth());
            rows.add(new MatteRow(
                    one.pair().name(),
                    metrics.score(
                            p,
                            g,
                            trimap(one.pair().name(), g, findings),
                            settings.metrics(),
                            settings.scale(),
                            Objects.requireNonNull(predictedRanges.get(p.format())),
                            Objects.requireNonNull(truthRanges.get(g.format())))));
        }
    }

    /** The given trimap, or the one that is made where none are given. */
    private @Nullable Image trimap(String name, Image truth, List<ScoreFinding> findings) {
        Image trimap = now.take(truth.widthPx(), truth.heightPx(), PixelFormat.GRAY8);
        FileTree given = settings.trimaps();
        TreeReader reader = trimapReader;
        if (given == null || reader == null) {
            trimaps.evaluation(truth, trimap);
            return trimap;
        }
        TreeFile file = given.file(name);
        if (file == null) {
            findings.add(new ScoreFinding(ScoreFault.TRIMAP, name, ""));
            return null;
        }
        Image read = MatteFile.read(reader, file, codec, now, findings);
        if (read == null) {
            return null;
        }
        if (read.widthPx() != truth.widthPx() || read.heightPx() != truth.heightPx()) {
            findings.add(new ScoreFinding(
                    ScoreFault.TRIMAP,
                    name,
                    "expected=" + truth.widthPx() + "x" + truth.heightPx() + ", actual=" + read.widthPx() + "x"
                            + read.heightPx()));
            return null;
        }
        Trimaps.read(read, trimap);
        return trimap;
    }

    /** All that can be read and have one size take part, whatever their names. */
    private InstanceMatches match(List<Planes> planes) {
        List<Image> predicted = new ArrayList<>();
        List<Image> truth = new ArrayList<>();
        for (Planes one : planes) {
            Image g = one.truth();
            if (g != null) {
                truth.add(g);
            }
        }
        for (Planes one : planes) {
            Image p = one.predicted();
            if (p != null
                    && truth.stream().allMatch(g -> isOneSize(p, g))
                    && predicted.stream().allMatch(g -> isOneSize(p, g))) {
                predicted.add(p);
            }
        }
        return truth.stream().allMatch(g -> isOneSize(truth.getFirst(), g))
                ? quality.match(predicted, truth, settings.iou())
                : InstanceMatches.NONE;
    }

    private static boolean isOneSize(Image left, Image right) {
        return left.widthPx() == right.widthPx() && left.heightPx() == right.heightPx();
    }

    private Map<String, Planes> change(Map<String, Planes> last, List<Planes> planes, Map<String, Change> changes) {
        Map<String, Planes> here = new HashMap<>();
        for (Planes one : planes) {
            Image p = one.predicted();
            Image g = one.truth();
            if (p == null || g == null) {
                continue;
            }
            here.put(one.pair().instance(), one);
            Planes old = last.get(one.pair().instance());
            Image oldP = old == null ? null : old.predicted();
            Image oldG = old == null ? null : old.truth();
            if (settings.metrics().contains(Metric.DTSSD) && oldP != null && oldG != null && isOneSize(oldG, g)) {
                double squares = metrics.changes(oldP, p, oldG, g);
                Change change = changes.computeIfAbsent(one.pair().instance(), _ -> new Change());
                change.sum += settings.scale().dtSsd(squares, (long) g.widthPx() * g.heightPx());
                change.pairs++;
            }
        }
        return here;
    }

    @Override
    public void close() {
        predictedReader.close();
        truthReader.close();
        TreeReader reader = trimapReader;
        if (reader != null) {
            reader.close();
        }
        codec.close();
        now.close();
        before.close();
    }
}
