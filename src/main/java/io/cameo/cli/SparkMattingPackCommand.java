package io.cameo.cli;

import io.cameo.convert.PackReport;
import io.cameo.spark.SparkMaster;
import io.cameo.spark.SparkMattingPack;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cameo spark matting-pack}: what {@code cameo matting pack} makes, on many machines. */
@Command(
        name = "matting-pack",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Packs images and mattes on Apache Spark: the bytes of 'cameo matting pack', the",
            "list of rejects included. All machines see tree and output under the same",
            "names.",
            ""
        },
        footer = {
            "",
            "Example, ready to paste in a Cameo checkout with Spark at hand:",
            "  cameo spark matting-pack testdata/matting/tree/V-HIM-MINI video.rec \\",
            "      --keep-files --master local[2]",
            "",
            "Exit code: 0 all packed, 1 something rejected, 2 wrong usage, no matting data",
            "or no Spark."
        })
final class SparkMattingPackCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private final MattingPackOptions what = new MattingPackOptions();

    @Option(
            names = "--error-limit",
            paramLabel = "N",
            description = "Make nothing where more than N images are bad. Default: any number may be")
    private long errorLimit = Long.MAX_VALUE;

    @Mixin
    private final SparkTasksOption tasks = new SparkTasksOption();

    @Mixin
    private final SparkOptions spark = new SparkOptions();

    @Mixin
    private final TalkOptions talk = new TalkOptions();

    SparkMattingPackCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        MattingPackOptions.Choices choices = what.choices();
        return spark.run(console, master -> MattingPackCommand.show(console, pack(master, choices), false, talk));
    }

    private PackReport pack(SparkMaster master, MattingPackOptions.Choices choices) throws IOException {
        SparkMattingPack job =
                SparkMattingPack.from(what.tree()).settings(choices::applyTo).errorLimit(errorLimit);
        Integer number = tasks.tasks();
        if (number != null) {
            job.tasks(number);
        }
        return what.making(() -> master.pack(job, what.output()));
    }
}
