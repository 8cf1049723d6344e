package io.cameo.cli;

import io.cameo.convert.insightface.FaceRelabel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cameo face relabel}: labels without gaps. */
@Command(
        name = "relabel",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Numbers identities from 0 to K-1, as trainers need them. Images keep their",
            "order and bytes, and their keys where these are the layout's. OUT.labels.tsv",
            "says which label became which.",
            ""
        },
        footer = {
            "",
            "Example, ready to paste in a Cameo checkout:",
            "  cameo face relabel testdata/record/insightface/A2.rec -o relabelled.rec",
            "",
            "Exit code: 0 done, 1 the input is damaged, 2 wrong usage, 130 stopped."
        })
final class FaceRelabelCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(index = "0", paramLabel = "FILE.rec", description = "A face data set.")
    private Path file = Path.of("");

    @Mixin
    private final RecordOutputOption output = new RecordOutputOption();

    @Option(
            names = "--by-appearance",
            description = "0 for whoever appears first, as dataset_relabel.py. Default: for the lowest label")
    private boolean byAppearance;

    @Option(names = "--group", description = "Put all images of an identity together.")
    private boolean group;

    @Mixin
    private final FaceEditOptions options = new FaceEditOptions();

    @Mixin
    private final RecordRun run = new RecordRun();

    FaceRelabelCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Path out = output.checked(List.of(file));
        return run.run(console, "no " + out + " was made", watch -> {
            FaceRelabel edit = FaceRelabel.of(file).byAppearance(byAppearance).grouped(group);
            FaceEditText.show(console, run, options.applyTo(edit, watch).to(out), List.of());
            return ExitCode.FINE;
        });
    }
}
