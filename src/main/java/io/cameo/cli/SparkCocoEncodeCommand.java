package io.cameo.cli;

import io.cameo.convert.coco.CocoEncode;
import io.cameo.spark.SparkCocoEncode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code cameo spark coco-encode}: what {@code cameo coco encode} makes, on many machines. */
@Command(
        name = "coco-encode",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Encodes COCO's persons on Apache Spark: the records of 'cameo coco encode', to",
            "the byte, the list of rejects included. All machines see annotations, images",
            "and output under the same names.",
            ""
        },
        footer = {
            "",
            "Records alone: an HDF5 file is written by one process from front to back, and",
            "nothing makes one of records. 'cameo coco encode' writes it, on one machine.",
            "",
            "Example, ready to paste after 'cameo demo', with Spark at hand:",
            "  cameo spark coco-encode cameo-demo/scenes/annotations.json \\",
            "      cameo-demo/scenes/images scenes.rec --master local[2]",
            "",
            "Exit code: 0 all encoded, 1 something rejected, 2 wrong usage or no Spark."
        })
final class SparkCocoEncodeCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private final CocoEncodeOptions options = new CocoEncodeOptions();

    @Parameters(
            index = "2",
            paramLabel = "OUT.rec",
            description = "Where to write. A file of that name is replaced when the new one is whole.")
    private Path output = Path.of("");

    @Mixin
    private final SparkRunOptions run = new SparkRunOptions();

    SparkCocoEncodeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        if (CocoEncodeOptions.isHdf5(output)) {
            throw new IllegalArgumentException("an hdf5 file is not made in parts, use 'cameo coco encode': " + output);
        }
        options.requireInputs();
        options.requireOutput(output, false);
        options.applyTo(CocoEncode.from(options.annotations(), options.images())); // said here, not by a task
        return run.run(
                console,
                output,
                () -> SparkCocoEncode.from(options.annotations(), options.images())
                        .settings(options::applyTo),
                (spark, job) -> spark.encode(job, output),
                report -> CocoEncodeText.show(console, run.told(console, report), options.all(), run.talk()));
    }
}
