package io.cameo.cli;

import io.cameo.loader.rates.FileRates;
import io.cameo.loader.rates.RateReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cameo bench}: how fast this machine reads a record file, and what limits it. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measures how fast this machine reads a record file, and shows beside each",
            "figure what it cannot be faster than, measured in the same run.",
            ""
        },
        footer = {
            "",
            "  walk    every record, in file order, without a copy",
            "  random  one record by its place, at random",
            "  sums    the checksum of every record; bound: what is read out of memory",
            "  decode  every JPEG into RGB; bound: the decoder on files that lie in memory",
            "  batch   shuffled batches of 128, uint8 and normalised float32; bound: decode,",
            "          or memory where the records hold pixels",
            "",
            "Run it twice: the first run may measure the disk. Other work on the machine",
            "shows in every figure.",
            "",
            "Example, ready to paste after 'cameo demo':",
            "  cameo bench cameo-demo/people.rec",
            "",
            "Exit code: 0 measured, 1 the file is damaged, 2 wrong usage, 130 stopped."
        })
final class BenchCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(index = "0", paramLabel = "FILE.rec", description = "A record file.")
    private Path file = Path.of("");

    @Option(
            names = {"--threads", "--workers"},
            split = ",",
            paramLabel = "N",
            description = "Threads at once; several numbers measure each. Default: 1 and one per processor")
    private int[] threads = {1, Runtime.getRuntime().availableProcessors()};

    @Option(
            names = "--millis",
            paramLabel = "N",
            description = "How long each figure is measured, and warmed up before. Default: 500")
    private long millis = 500;

    @Mixin
    private final TalkOptions talk = new TalkOptions();

    BenchCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        InputFile.require(file);
        FileRates job = FileRates.of(file).threads(threads).millis(millis);
        BenchText text = new BenchText(console.out());
        if (talk.talks()) {
            job.listener(text::row);
        }
        RateReport report;
        try (var _ = Interrupts.onInterrupt(job::cancel)) {
            report = job.run();
        }
        if (talk.talks()) {
            text.foot(report);
        }
        if (talk.json()) {
            JsonPrinter.print(console.out(), out -> BenchText.writeJson(out, report));
        }
        return report.cancelled() ? ExitCode.INTERRUPTED : ExitCode.FINE;
    }
}
