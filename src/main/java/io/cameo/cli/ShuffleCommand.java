package io.cameo.cli;

import io.cameo.record.CixFile;
import io.cameo.record.RecordIndex;
import io.cameo.record.Shuffle;
import io.cameo.record.ShuffleReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

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

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "FILE.rec", description = "A record file.")
    private Path file;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "OUT.rec",
            description = "Where to write.")
    private Path output = Path.of("");

    @Option(names = "--seed", paramLabel = "N", description = "Which permutation. Default: 0")
    private long seed;

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            converter = ByteSize.class,
            description = "Memory to use, as 256M or 4G; the result is the same. Default: 256M")
    private long memoryBytes = 256L << 20;

    @Option(
            names = "--renumber",
            description = "Give each record its new place as key, and as id where the id was its key.")
    private boolean renumber;

    @Option(names = "--keep-ids", description = "With --renumber: leave the ids in the headers alone.")
    private boolean keepIds;

    @Option(
            names = "--overwrite-input",
            description = "Allow an output that is an input; it is replaced when the new one is whole.")
    private boolean overwriteInput;

    @Mixin
    private final RecordRun run = new RecordRun();

    ShuffleCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        RecordRun.checkOutput(spec, output, List.of(file), overwriteInput);
        return run.run(console, "no " + output + " was made", watch -> {
            ShuffleReport report = Shuffle.of(file)
                    .seed(seed)
                    .memoryBytes(memoryBytes)
                    .renumber(renumber)
                    .keepIds(keepIds)
                    .watchedBy(watch)
                    .to(output);
            show(report);
            return ExitCode.FINE;
        });
    }

    private void show(ShuffleReport report) throws IOException {
        if (run.json()) {
            JsonPrinter.print(console.out(), out -> {
                out.writeStartObject();
                out.writeStringField("rec", report.rec().toString());
                out.writeStringField("idx", RecordIndex.besides(report.rec()).toString());
                out.writeStringField("cix", CixFile.besides(report.rec()).toString());
                out.writeNumberField("seed", seed);
                out.writeNumberField("records", report.records());
                out.writeNumberField("size_bytes", report.sizeBytes());
                out.writeNumberField("buckets", report.buckets());
                out.writeNumberField("seconds", report.wallNanos() / 1e9);
                out.writeEndObject();
            });
        } else if (run.talks()) {
            console.out()
                    .println(Numbers.count(report.records(), "record") + ", " + Numbers.bytes(report.sizeBytes())
                            + String.format(Locale.ROOT, " in %.1f s, ", report.wallNanos() / 1e9)
                            + (report.buckets() == 0 ? "in one pass" : Numbers.count(report.buckets(), "bucket")));
            console.out().println(RecordRun.files(report.rec()));
        }
    }
}
