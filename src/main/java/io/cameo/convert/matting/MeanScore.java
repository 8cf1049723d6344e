package io.cameo.convert.matting;

import io.cameo.matte.MatteScore;
import io.cameo.matte.Metric;
import io.cameo.matte.Region;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Means over mattes, each of which counts the same, as papers have it. Those that are not defined for a matte, such as the
 * mean of a region without pixels, are left out; a mean of nothing is NaN.
 *
 * @param mattes how many there were
 * @param pixels of all of them
 * @param values by metric, dtSSD over instances of clips
 * @param regions by region
 */
public record MeanScore(long mattes, long pixels, Map<Metric, Double> values, Map<Region, RegionMean> regions) {
    /** Takes copies. */
    public MeanScore {
        values = Map.copyOf(values);
        regions = Map.copyOf(regions);
    }

    /** Means over the parts of mattes that lie in one region, and the pixels of all these parts. */
    public record RegionMean(long pixels, double mad, double mse, double sad) {}

    /** Over all mattes of these. */
    public static MeanScore of(List<ImageRow> rows) {
        List<MatteScore> scores = rows.stream()
                .flatMap(row -> row.mattes().stream())
                .map(MatteRow::score)
                .toList();
        Map<Metric, Double> values = new EnumMap<>(Metric.class);
        values.put(Metric.MAD, mean(scores, MatteScore::mad));
        values.put(Metric.MSE, mean(scores, MatteScore::mse));
        values.put(Metric.SAD, mean(scores, MatteScore::sad));
        values.put(Metric.GRAD, mean(scores, MatteScore::grad));
        values.put(Metric.CONN, mean(scores, MatteScore::conn));
        values.put(
                Metric.DTSSD,
                rows.stream()
                        .flatMap(row -> row.dtSsd().values().stream())
                        .mapToDouble(Double::doubleValue)
                        .average()
                        .orElse(Double.NaN));
        Map<Region, RegionMean> regions = new EnumMap<>(Region.class);
        for (Region region : Region.values()) {
            long inside = 0;
            for (MatteScore score : scores) {
                var error = score.regions().get(region);
                inside += error == null ? 0 : error.pixels();
            }
            regions.put(
                    region,
                    new RegionMean(
                            inside,
                            mean(scores, score -> score.mad(region)),
                            mean(scores, score -> score.mse(region)),
                            mean(scores, score -> score.sad(region))));
        }
        long pixels = scores.stream().mapToLong(MatteScore::pixels).sum();
        return new MeanScore(scores.size(), pixels, values, regions);
    }

    /** One metric; NaN if it was not measured. */
    public double of(Metric metric) {
        return values.getOrDefault(metric, Double.NaN);
    }

    private static double mean(List<MatteScore> scores, ToDoubleFunction<MatteScore> value) {
        return scores.stream()
                .mapToDouble(value)
                .filter(number -> !Double.isNaN(number))
                .average()
                .orElse(Double.NaN);
    }
}
