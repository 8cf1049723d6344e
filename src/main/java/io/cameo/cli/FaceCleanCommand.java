package io.cameo.cli;

import io.cameo.convert.insightface.FaceClean;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cameo face clean}: drops images that are not of their identity, by embeddings. */
@Command(
        name = "clean",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Drops images that do not look like the others of their identity, by",
            "embeddings: the rules of InsightFace's dataset_clean.py. Bytes of what stays",
            "are untouched.",
            ""
        },
        footer = {
            "",
            "centre drops an image whose cosine to the centre of its identity is below T",
            "(0.6); dbscan keeps the largest cluster of each identity, of images within T",
            "(0.6).",
            "",
            "Example, for embeddings of N images in rows of a table of numpy:",
            "  cameo face clean train.rec --embeddings train.npy -o clean.rec --dry-run",
            "",
            "Exit code: 0 done, 1 the input is damaged, 2 wrong usage, 130 stopped."
        })
final class FaceCleanCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(index = "0", paramLabel = "FILE.rec", description = "A face data set.")
    private Path file = Path.of("");

    @Option(
            names = "--embeddings",
            required = true,
            paramLabel = "E.npy",
            description = "One row for each image, in the order of the file.")
    private Path embeddings = Path.of("");

    @Mixin
    private final RecordOutputOption output = new RecordOutputOption();

    @Option(names = "--rule", paramLabel = "RULE", description = "centre or dbscan. Default: centre")
    private String rule = "centre";

    @Option(names = "--threshold", paramLabel = "T", description = "Of the rule. Default: 0.6, as the original's")
    private @Nullable Double threshold;

    @Option(
            names = "--min-images",
            paramLabel = "N",
            description = "Drop identities of which fewer than N images stay.")
    private int minImages = 1;

    @Option(names = "--relabel", description = "Number identities from 0 anew; OUT.labels.tsv says which became which.")
    private boolean relabel;

    @Option(
            names = "--decisions",
            paramLabel = "FILE.tsv",
            description = "Write down image, label, cosine or cluster, and whether it stays.")
    private @Nullable Path decisions;

    @Option(names = "--dry-run", description = "Only say how much would be dropped.")
    private boolean dryRun;

    @Mixin
    private final FaceEditOptions options = new FaceEditOptions();

    @Mixin
    private final RecordRun run = new RecordRun();

    FaceCleanCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Path out = output.checked(List.of(file));
        InputFile.require(embeddings);
        FaceClean.Rule wanted = switch (rule.toLowerCase(Locale.ROOT)) {
            case "centre", "center" -> FaceClean.Rule.CENTRE;
            case "dbscan" -> FaceClean.Rule.DBSCAN;
            default -> throw new IllegalArgumentException("--rule is centre or dbscan: " + rule);
        };
        Double given = threshold;
        double at = given == null ? wanted.threshold() : given;
        if (!Double.isFinite(at)) {
            throw new IllegalArgumentException("--threshold is a number: " + at);
        }
        FaceClean clean = FaceClean.of(file, embeddings)
                .rule(wanted, at)
                .minImages(minImages)
                .renumber(relabel)
                .dryRun(dryRun);
        Path tsv = decisions;
        if (tsv != null) {
            OutputFile.require(tsv, List.of(file, out));
            clean.decisions(tsv);
        }
        return run.run(console, "no " + out + " was made", watch -> {
            FaceEditText.show(console, run, options.applyTo(clean, watch).to(out), List.of());
            return ExitCode.FINE;
        });
    }
}
