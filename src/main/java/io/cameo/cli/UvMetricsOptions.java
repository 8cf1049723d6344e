package io.cameo.cli;

import io.cameo.convert.ffhquv.UvMetrics;
import io.cameo.dataset.ffhquv.UvTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What {@code metrics} and {@code compare} measure, and how. */
final class UvMetricsOptions {
    @Option(
            names = "--mask",
            paramLabel = "NAME=FILE.png",
            description = "Also over this region, like face=face.png: what is not black. Again for others.")
    private Map<String, Path> masks = new LinkedHashMap<>();

    @Option(
            names = "--valid",
            paramLabel = "FILE.png",
            description = "What the UV layout uses; the valid area is a share of it.")
    private @Nullable Path valid;

    @Option(
            names = "--set",
            paramLabel = "NAME",
            description = "ffhq-uv, interpolate or project, if several have maps.")
    private @Nullable String set;

    @Option(
            names = {"--num-thread", "--workers", "--jobs"},
            paramLabel = "N",
            description = "Threads that measure. Default: one per processor")
    private int workers = Runtime.getRuntime().availableProcessors();

    /** The masks. */
    List<Path> files() {
        List<Path> files = new ArrayList<>(masks.values());
        if (valid != null) {
            files.add(valid);
        }
        return files;
    }

    /** A measurement as it was asked for. */
    UvMetrics of(UvTree tree) throws IOException {
        RunOptions.requireWorkers(workers);
        UvMetrics metrics = UvMetrics.of(tree, set == null ? UvMetrics.setOf(tree) : UvSets.of(set))
                .workers(workers);
        for (Map.Entry<String, Path> mask : masks.entrySet()) {
            InputFile.require(mask.getValue());
            metrics.mask(mask.getKey(), mask.getValue());
        }
        if (valid != null) {
            InputFile.require(valid);
            metrics.valid(valid);
        }
        return metrics;
    }
}
