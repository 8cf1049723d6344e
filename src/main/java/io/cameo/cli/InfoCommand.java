package io.cameo.cli;

import io.cameo.convert.RecordSummary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cameo info}: what record files hold, without decoding anything. */
@Command(
        name = "info",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Says what record files hold: records, sizes, labels, keys, kinds of images,",
            "and whether .idx and .cix belong to the .rec. Reads through each file once,",
            "decodes nothing.",
            ""
        },
        footer = {
            "",
            "At damage it stops, says where and why, and shows what stands before it.",
            "",
            "Example, ready to paste in a Cameo checkout:",
            "  cameo info testdata/record/insightface.rec",
            "",
            "Exit code: 0 sound, 1 damaged or an index belongs to another file, 2 wrong",
            "usage."
        })
final class InfoCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "FILE.rec", description = "Record files.")
    private List<Path> files = List.of();

    @Option(names = "--json", description = "Print a JSON array with one object for each file.")
    private boolean json;

    InfoCommand(Console console) {
        this.console = console;
    }

    /** Files that cannot be opened are named on stderr, and the others are shown. */
    @Override
    public Integer call() throws IOException {
        Failures failures = new Failures(console.err(), () -> false);
        List<RecordSummary> summaries = new ArrayList<>();
        int worst = ExitCode.FINE;
        for (Path file : files) {
            try {
                InputFile.require(file);
                RecordSummary summary = RecordSummary.of(file);
                worst = Math.max(worst, summary.isSound() ? ExitCode.FINE : ExitCode.BAD_DATA);
                if (!json) {
                    if (!summaries.isEmpty()) {
                        console.out().println();
                    }
                    new InfoText(summary, console.out()).print();
                }
                summaries.add(summary);
            } catch (IOException unreadable) {
                worst = Math.max(worst, failures.report(unreadable, spec.commandLine()));
            }
        }
        if (json) {
            InfoJson.print(console.out(), summaries);
        }
        return worst;
    }
}
