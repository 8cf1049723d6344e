package io.cameo.convert.ffhquv;

import io.cameo.convert.Stop;
import io.cameo.dataset.ffhquv.UvMeta;
import io.cameo.dataset.ffhquv.UvPart;
import io.cameo.dataset.ffhquv.UvSample;
import io.cameo.dataset.ffhquv.UvSet;
import io.cameo.dataset.ffhquv.UvTree;
import io.cameo.numpy.FloatRows;
import io.cameo.pipeline.Outcome;
import io.cameo.pipeline.Pipeline;
import io.cameo.pipeline.Progress;
import io.cameo.texture.BsProfile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Measures every map of a set: BS Error over the whole map and over given regions, skin tone, valid area where masks of views
 * are. With embeddings also how each face is to the others. {@code docs/uv-metrics.md} says what each figure is.
 *
 * <p>One object is one run; {@link #cancel()} may come from any thread.
 */
public final class UvMetrics {
    private final UvTree tree;
    private final UvSet set;
    private BsProfile profile = BsProfile.FULL;
    private final Map<String, Path> masks = new LinkedHashMap<>();
    private @Nullable Path valid;
    private @Nullable FloatRows embeddings;
    private @Nullable List<String> embeddingIds;
    private int workers = Runtime.getRuntime().availableProcessors();
    private Progress progress = Progress.NONE;
    private final Stop stop = new Stop();

    private UvMetrics(UvTree tree, UvSet set) {
        this.tree = tree;
        this.set = set;
    }

    /** Metrics of a set of a tree, which stays the caller's to close. */
    public static UvMetrics of(UvTree tree, UvSet set) {
        return new UvMetrics(tree, set);
    }

    /**
     * The set of a tree that has maps.
     *
     * @throws IllegalArgumentException if none has, or several have
     */
    public static UvSet setOf(UvTree tree) {
        List<UvSet> sets = Arrays.stream(UvSet.values())
                .filter(each -> tree.samples(each).stream().anyMatch(sample -> sample.has(UvPart.MAP)))
                .toList();
        if (sets.size() != 1) {
            throw new IllegalArgumentException(
                    sets.isEmpty()
                            ? "no maps: " + tree.roots().getFirst()
                            : "more than one set has maps, say which with --set: "
                                    + sets.stream().map(UvSet::word).collect(Collectors.joining(", ")));
        }
        return sets.getFirst();
    }

    /**
     * The kernel of BS Error, over the whole map; {@link BsProfile#FULL} by default.
     *
     * @throws IllegalArgumentException if it is that of a region
     */
    public UvMetrics profile(BsProfile whole) {
        if (!whole.isWhole()) {
            throw new IllegalArgumentException("profile is that of a region: profile=" + whole.text());
        }
        profile = whole;
        return this;
    }

    /**
     * Measures a region, too.
     *
     * @param region small letters, digits and _; {@code skin}, else {@code face} is where skin is measured
     * @param png of the maps' size; what is not black counts
     */
    public UvMetrics mask(String region, Path png) {
        RegionMasks.requireName(region);
        if (masks.putIfAbsent(region, png) != null) {
            throw new IllegalArgumentException("region has two masks: region=" + region);
        }
        return this;
    }

    /** A mask of what the UV layout uses, of which the valid area is a share; by default that is all. */
    public UvMetrics valid(Path png) {
        valid = png;
        return this;
    }

    /**
     * Embeddings of faces.
     *
     * @param rows read until the end of {@link #run()}
     * @param ids of the rows; null if they are those of all maps, in their order
     */
    public UvMetrics embeddings(FloatRows rows, @Nullable List<String> ids) {
        embeddings = rows;
        embeddingIds = ids == null ? null : List.copyOf(ids);
        return this;
    }

    public UvMetrics workers(int count) {
        workers = count;
        return this;
    }

    /** Told of maps. */
    public UvMetrics progress(Progress to) {
        progress = to;
        return this;
    }

    /** Lets the run end soon, with a report of what it has measured. */
    public void cancel() {
        stop.wish();
    }

    /**
     * Measures. Maps that cannot be are in the report.
     *
     * @throws IllegalArgumentException if there is no map, or the embeddings are not those of the maps
     * @throws io.cameo.bytes.CorruptDataException if the meta file or a mask cannot be read
     * @throws IOException if the tree cannot be read at all
     */
    public UvMetricsReport run() throws IOException {
        long begin = System.nanoTime();
        List<UvSample> samples = tree.samples(set).stream()
                .filter(sample -> sample.has(UvPart.MAP))
                .toList();
        if (samples.isEmpty()) {
            throw new IllegalArgumentException("set has no maps: set=" + set.word());
        }
        Cosines cosines = Cosines.of(embeddings, embeddingIds, samples);
        UvMeta meta = tree.meta(set);
        boolean hasArea = samples.stream().anyMatch(sample -> sample.has(UvPart.REMAP_MASKS));
        try (RegionMasks regions = RegionMasks.read(masks, valid)) {
            MetricColumns columns = new MetricColumns(profile, regions, meta != null, hasArea, cosines != null);
            MetricRows rows = new MetricRows(columns, meta, cosines);
            Pipeline<UvSample, MapMeter, MapMeter.Measured> pipeline =
                    Pipeline.<UvSample, MapMeter, MapMeter.Measured>builder(
                                    "measure",
                                    () -> new MapMeter(tree, regions, columns),
                                    () -> new MapMeter.Measured(columns.measures()),
                                    (sample, meter, out) -> meter.measure(sample, out))
                            .workers(workers)
                            .errorLimit(Pipeline.UNLIMITED)
                            .progress(progress, samples.size())
                            .build();
            try (var _ = stop.stops(pipeline)) {
                Iterator<UvSample> next = samples.iterator();
                Outcome outcome = pipeline.run(() -> next.hasNext() ? next.next() : null, rows);
                return new UvMetricsReport(
                        set,
                        columns.all(),
                        rows.rows(),
                        rows.faults(),
                        cosines == null ? null : cosines.spread(),
                        tree.roots().stream().map(Path::toString).collect(Collectors.joining(" ")),
                        outcome.cancelled(),
                        System.nanoTime() - begin);
            }
        }
    }
}
