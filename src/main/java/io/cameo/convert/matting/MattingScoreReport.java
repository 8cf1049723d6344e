package io.cameo.convert.matting;

import io.cameo.matte.InstanceMatches;
import io.cameo.matte.Metric;
import io.cameo.matte.Scale;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * What a run of {@link MattingScore} found, in the order of names.
 *
 * @param truthMattes how many true mattes there are
 * @param matches over all images; {@link InstanceMatches#NONE} unless asked for
 * @param cancelled whether it was stopped; the rest is about what it has seen
 */
public record MattingScoreReport(
        Path predicted,
        Path truth,
        Scale scale,
        Set<Metric> metrics,
        boolean video,
        long truthMattes,
        List<ImageRow> rows,
        MeanScore mean,
        InstanceMatches matches,
        boolean cancelled,
        long wallNanos) {
    /** Everything that was not scored as asked. */
    public List<ScoreFinding> findings() {
        return rows.stream().flatMap(row -> row.findings().stream()).toList();
    }

    /** Whether every true matte was scored, and nothing else was there. */
    public boolean isComplete() {
        return rows.stream().allMatch(row -> row.findings().isEmpty());
    }
}
