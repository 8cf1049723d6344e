package io.cameo.cli;

import io.cameo.convert.insightface.FaceMerge;
import io.cameo.dataset.insightface.EmbeddingOverlap;
import io.cameo.record.Watch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cameo face merge}: several face data sets into one. */
@Command(
        name = "merge",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Puts face data sets into one. Identities are numbered from 0, each set's",
            "behind those of the sets before; OUT.labels.tsv says which became which.",
            "With embeddings it leaves out people that an earlier set has already, as",
            "dataset_merge.py does.",
            ""
        },
        footer = {
            "",
            "An E.npy is a table of numpy with one row for each image, in the order of the",
            "file.",
            "",
            "Example, ready to paste in a Cameo checkout:",
            "  cd testdata/record/insightface",
            "  cameo face merge A.rec C.rec -o ../../../both.rec",
            "With embeddings:",
            "  cameo face merge a.rec b.rec -o c.rec --exclude-same a.npy,b.npy --dry-run",
            "",
            "Exit code: 0 done, 1 an input is damaged, 2 wrong usage, 130 stopped."
        })
final class FaceMergeCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(arity = "1..*", paramLabel = "FILE.rec", description = "Face data sets.")
    private List<Path> files = List.of();

    @Mixin
    private final RecordOutputOption output = new RecordOutputOption();

    @Option(names = "--keep-labels", description = "Labels stay: the same label is the same person in every set.")
    private boolean keepLabels;

    @Option(names = "--group", description = "Put all images of an identity together.")
    private boolean group;

    @Option(
            names = "--exclude-same",
            arity = "1..*",
            split = ",",
            paramLabel = "E.npy,...",
            hideParamSyntax = true,
            description = "Embeddings of each set: leave out whoever an earlier set has.")
    private List<Path> embeddings = List.of();

    @Option(
            names = "--same-cosine",
            paramLabel = "T",
            description = "The same from this cosine of the centres on. Default: 0.3")
    private double sameCosine = EmbeddingOverlap.MERGE_COSINE;

    @Option(
            names = "--exclude",
            paramLabel = "TEST.npy",
            description = "Leave out, too, whoever is like one of these rows: a test set.")
    private @Nullable Path excluded;

    @Option(names = "--exclude-cosine", paramLabel = "T", description = "From this cosine on. Default: 0.4")
    private double excludeCosine = EmbeddingOverlap.EXCLUDE_COSINE;

    @Option(names = "--dry-run", description = "Only say what would be left out.")
    private boolean dryRun;

    @Mixin
    private final FaceEditOptions options = new FaceEditOptions();

    @Mixin
    private final RecordRun run = new RecordRun();

    FaceMergeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Path out = output.checked(files);
        for (Path npy : embeddings) {
            InputFile.require(npy);
        }
        Path test = excluded;
        if (test != null) {
            InputFile.require(test);
            if (embeddings.isEmpty()) {
                throw new IllegalArgumentException("--exclude needs --exclude-same with the embeddings of each set");
            }
        }
        checkCosine("--same-cosine", sameCosine);
        checkCosine("--exclude-cosine", excludeCosine);
        return run.run(console, "no " + out + " was made", watch -> {
            FaceEditText.show(console, run, merge(watch).to(out), List.of());
            return ExitCode.FINE;
        });
    }

    private FaceMerge merge(Watch watch) {
        FaceMerge merge = options.applyTo(FaceMerge.of(files), watch)
                .keepLabels(keepLabels)
                .grouped(group)
                .dryRun(dryRun);
        if (!embeddings.isEmpty()) {
            merge.embeddings(embeddings).withoutSame(sameCosine);
        }
        Path test = excluded;
        if (test != null) {
            merge.without(test, excludeCosine);
        }
        return merge;
    }

    private static void checkCosine(String option, double cosine) {
        if (!(cosine >= -1 && cosine <= 1)) {
            throw new IllegalArgumentException(option + " is a cosine, from -1 to 1: " + cosine);
        }
    }
}
