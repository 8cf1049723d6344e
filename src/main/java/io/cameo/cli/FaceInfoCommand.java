package io.cameo.cli;

import io.cameo.convert.insightface.FaceInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code cameo face info}: what a face data set holds. */
@Command(
        name = "info",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Says what a face data set holds: layout, images, identities, labels, how many",
            "images people have; and what trainers that believe its records see otherwise.",
            ""
        },
        footer = {
            "",
            "Example, ready to paste in a Cameo checkout:",
            "  cameo face info testdata/record/insightface/A.rec",
            "",
            "Exit code: 0 read, 1 the data is damaged, 2 wrong usage, 130 stopped."
        })
final class FaceInfoCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(index = "0", paramLabel = "FILE.rec", description = "A face data set.")
    private Path file = Path.of("");

    @Mixin
    private final RecordRun run = new RecordRun();

    FaceInfoCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        InputFile.require(file);
        return run.run(console, "nothing more is known", watch -> {
            FaceInfo info = FaceInfo.of(file, watch);
            if (run.json()) {
                JsonPrinter.print(console.out(), out -> FaceInfoText.writeJson(info, out));
            } else if (run.talks()) {
                new FaceInfoText(info, console.out()).print();
            }
            return ExitCode.FINE;
        });
    }
}
