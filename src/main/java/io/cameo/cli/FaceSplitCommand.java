package io.cameo.cli;

import io.cameo.convert.insightface.FaceSplit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cameo face split}: one face data set into several that share nobody. */
@Command(
        name = "split",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Splits a face data set by people: whoever is in one part is in no other.",
            "Identities are drawn by seed and label; images keep their order and bytes.",
            ""
        },
        footer = {
            "",
            "Example, ready to paste in a Cameo checkout:",
            "  cameo face split testdata/record/insightface/A.rec -o two --ratio 0.75,0.25",
            "  makes two_train.rec and two_val.rec",
            "",
            "Exit code: 0 done, 1 the input is damaged, 2 wrong usage, 130 stopped."
        })
final class FaceSplitCommand implements Callable<Integer> {
    private static final List<String> USUAL_NAMES = List.of("train", "val", "test");

    private final Console console;

    @Parameters(index = "0", paramLabel = "FILE.rec", description = "A face data set.")
    private Path file = Path.of("");

    @Option(
            names = {"-o", "--output"},
            paramLabel = "PREFIX",
            description = "Folder and beginning of the names. Default: FILE without .rec")
    private @Nullable Path output;

    @Option(
            names = "--ratio",
            paramLabel = "A,B,...",
            hideParamSyntax = true,
            split = ",",
            description = "Shares of the identities, which add up to 1. Default: 0.9,0.1")
    private List<Double> ratios = List.of();

    @Option(
            names = "--names",
            paramLabel = "N,M,...",
            hideParamSyntax = true,
            split = ",",
            description = "What the parts are called. Default: train,val,test, else numbers")
    private List<String> names = List.of();

    @Option(names = "--parts", paramLabel = "N", description = "N parts of as many identities each.")
    private @Nullable Integer parts;

    @Option(names = "--seed", paramLabel = "N", description = "What identities are drawn by. Default: 0")
    private long seed;

    @Option(names = "--relabel", description = "Number identities of each part from 0; PART.labels.tsv says which.")
    private boolean relabel;

    @Option(names = "--dry-run", description = "Only say how large the parts would be.")
    private boolean dryRun;

    @Mixin
    private final FaceEditOptions options = new FaceEditOptions();

    @Mixin
    private final RecordRun run = new RecordRun();

    FaceSplitCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        InputFile.require(file);
        Path prefix = prefix();
        FaceSplit split = FaceSplit.of(file).seed(seed).renumber(relabel).dryRun(dryRun);
        setParts(split);
        for (Path out : split.outputs(prefix)) {
            OutputFile.requireRecords(out, List.of(file), false);
        }
        return run.run(console, "no part was made", watch -> {
            FaceEditText.show(console, run, options.applyTo(split, watch).to(prefix), List.of());
            return ExitCode.FINE;
        });
    }

    private Path prefix() {
        Path given = output;
        if (given == null) {
            String name = file.getFileName().toString();
            return file.resolveSibling(name.endsWith(".rec") ? name.substring(0, name.length() - 4) : name);
        }
        if (Files.isDirectory(given)) {
            throw new IllegalArgumentException(
                    "PREFIX is a folder, say how the names in it begin: " + given.resolve("people"));
        }
        return given;
    }

    private void setParts(FaceSplit split) {
        Integer count = parts;
        if (count != null) {
            if (!ratios.isEmpty() || !names.isEmpty()) {
                throw new IllegalArgumentException("--parts excludes --ratio and --names");
            }
            split.parts(count);
        } else if (!ratios.isEmpty()) {
            split.ratios(ratios, names.isEmpty() ? usualNames(ratios.size()) : names);
        } else if (!names.isEmpty()) {
            split.ratios(List.of(0.9, 0.1), names);
        }
    }

    private static List<String> usualNames(int count) {
        return count <= USUAL_NAMES.size()
                ? USUAL_NAMES.subList(0, count)
                : IntStream.range(0, count).mapToObj("%03d"::formatted).toList();
    }
}
