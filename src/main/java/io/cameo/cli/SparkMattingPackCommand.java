package io.cameo.cli;

import io.cameo.spark.SparkMattingPack;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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

    @Mixin
    private final SparkRunOptions run = new SparkRunOptions();

    SparkMattingPackCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        MattingPackOptions.Choices choices = what.choices();
        return run.run(
                console,
                what.output(),
                () -> SparkMattingPack.from(what.tree()).settings(choices::applyTo),
                (spark, job) -> spark.pack(job, what.output()),
                report -> MattingPackCommand.show(console, run.told(console, report), run.talk()));
    }
}
