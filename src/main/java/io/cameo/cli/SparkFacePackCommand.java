package io.cameo.cli;

import io.cameo.convert.insightface.FacePack;
import io.cameo.spark.SparkFacePack;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code cameo spark face-pack}: what {@code cameo face pack} makes, on many machines. */
@Command(
        name = "face-pack",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Aligns and packs faces on Apache Spark: the bytes of 'cameo face pack', the",
            "list of rejects included. All machines see source, models and output under the",
            "same names.",
            ""
        },
        footer = {
            "",
            "Example, ready to paste in a Cameo checkout with Spark at hand:",
            "  cameo spark face-pack testdata/face/align.lst testdata/face -o faces.rec \\",
            "      --master local[2]",
            "",
            "Exit code: 0 all packed, 1 something rejected, 2 wrong usage or no Spark."
        })
final class SparkFacePackCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private final FaceSourceOptions source = new FaceSourceOptions();

    @Mixin
    private final RecordTargetOption target = new RecordTargetOption();

    @Mixin
    private final FacePackOptions options = new FacePackOptions();

    @Mixin
    private final PeopleOptions people = new PeopleOptions();

    @Mixin
    private final SparkRunOptions run = new SparkRunOptions();

    SparkFacePackCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Path list = source.checked();
        Path output = target.checked(List.of());
        options.makeAbsolute();
        options.applyTo(FacePack.from(list)); // what cannot be is said here, not by a task
        LeftOutLines leftOut = new LeftOutLines();
        return run.run(
                console,
                output,
                () -> SparkFacePack.from(list)
                        .root(source.root())
                        .settings(options::applyTo)
                        .tree(people.tree(options.compat()))
                        .leftOut(leftOut),
                (spark, job) -> spark.pack(job, output),
                report -> FaceText.show(console, report.withRun(run.told(console, report.run())), leftOut, run.talk()));
    }
}
