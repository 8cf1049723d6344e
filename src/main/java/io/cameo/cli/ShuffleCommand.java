package io.cameo.cli;

import io.cameo.convert.Numbers;
import io.cameo.record.ShuffleReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cameo shuffle}: all records of a file in a random order. */
@Command(
        name = "shuffle",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Puts the records of a file in a random order: a permutation of all of them, the",
            "same for a seed whatever the memory. Reads and writes from front to back, so",
            "that a hard disk keeps its pace.",
            ""
        },
        footer = {
            "",
            "A file that does not fit into --memory goes through buckets beside the output,",
            "which take the size of the file once more while it runs.",
            "",
            "Example, ready to paste in a Cameo checkout:",
            "  cameo shuffle testdata/record/parts.rec -o shuffled.rec --seed 7",
            "",
            "Exit code: 0 done, 1 the input is damaged, 2 wrong usage, 130 stopped."
        })
final class ShuffleCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private final RecordOutputOption output = new RecordOutputOption();

    @Mixin
    private final ShuffleOptions options = new ShuffleOptions();

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            converter = ByteSize.class,
            description = "Memory to use, as 256M or 4G; the result is the same. Default: 256M")
    private long memoryBytes = 256L << 20;

    @Mixin
    private final RecordRun run = new RecordRun();

    ShuffleCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Path out = output.checked(List.of(options.file()));
        return run.run(console, "no " + out + " was made", watch -> {
            ShuffleReport report =
                    options.job().memoryBytes(memoryBytes).watchedBy(watch).to(out);
            show(report);
            return ExitCode.FINE;
        });
    }

    private void show(ShuffleReport report) throws IOException {
        if (run.json()) {
            ShuffleText.json(console, report, options.seed(), "buckets");
        } else if (run.talks()) {
            ShuffleText.text(
                    console, report, report.buckets() == 0 ? "in one pass" : Numbers.count(report.buckets(), "bucket"));
        }
    }
}
