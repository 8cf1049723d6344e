package io.cameo.cli;

import io.cameo.archive.FileTree;
import io.cameo.convert.Im2Rec;
import io.cameo.convert.PackReport;
import io.cameo.spark.SparkPack;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code cameo spark pack}: what {@code cameo pack} makes of a list, on many machines. */
@Command(
        name = "pack",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Packs the images of a .lst file on Apache Spark: the bytes of 'cameo pack', the",
            "list of rejects included. All machines see list, images and output under the",
            "same names.",
            ""
        },
        footer = {
            "",
            "Example, ready to paste in a Cameo checkout with Spark at hand:",
            "  cameo spark pack testdata/convert/im2rec/base.lst testdata/convert/images \\",
            "      -o base.rec --master local[2]",
            "",
            "Exit code: 0 all packed, 1 something rejected, 2 wrong usage or no Spark."
        })
final class SparkPackCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(index = "0", paramLabel = "LIST", description = "A .lst file.")
    private Path list = Path.of("");

    @Parameters(
            index = "1",
            paramLabel = "ROOT",
            description = "The folder that the paths of the list count from, or a zip archive, which is read as it is.")
    private Path root = Path.of("");

    @Mixin
    private final RecordTargetOption target = new RecordTargetOption();

    @Mixin
    private final PackOptions options = new PackOptions();

    @Mixin
    private final SparkRunOptions run = new SparkRunOptions();

    SparkPackCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        InputFile.require(list);
        if (!FileTree.isTree(root)) {
            throw new IllegalArgumentException("ROOT is not a folder: " + root);
        }
        Path output = target.checked(List.of());
        options.applyTo(Im2Rec.from(list, root)); // what cannot be is said here, not by a task
        return run.run(
                console,
                output,
                () -> SparkPack.from(list, root).settings(options::applyTo),
                (spark, job) -> spark.pack(job, output),
                this::show);
    }

    private int show(PackReport report) throws IOException {
        if (run.talk().talks()) {
            PackText.print(console.out(), run.told(console, report));
        }
        if (!report.complete()) {
            PackText.complain(console.err(), report);
        }
        if (run.talk().json()) {
            JsonPrinter.print(console.out(), out -> PackText.writeJson(out, List.of(report)));
        }
        return report.complete() && report.rejected() == 0 ? ExitCode.FINE : ExitCode.BAD_DATA;
    }
}
