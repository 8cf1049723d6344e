package io.cameo.cli;

import io.cameo.bytes.CorruptDataException;
import io.cameo.convert.Numbers;
import io.cameo.record.ShuffleReport;
import io.cameo.spark.SparkMaster;
import io.cameo.spark.SparkShuffle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cameo spark shuffle}: the order of {@code cameo shuffle}, on many machines. */
@Command(
        name = "shuffle",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Puts the records of a file in a random order on Apache Spark: the bytes of",
            "'cameo shuffle' with the same seed. All machines see input and output under the",
            "same names.",
            ""
        },
        footer = {
            "",
            "Example, ready to paste in a Cameo checkout with Spark at hand:",
            "  cameo spark shuffle testdata/record/parts.rec -o shuffled.rec --seed 7",
            "",
            "Exit code: 0 done, 1 the input is damaged, 2 wrong usage or no Spark."
        })
final class SparkShuffleCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private final RecordOutputOption output = new RecordOutputOption();

    @Mixin
    private final ShuffleOptions options = new ShuffleOptions();

    @Option(
            names = "--no-resume",
            description = "Delete what a stopped run left in OUT.rec.shards, whatever it is. Else what a shuffle left"
                    + " on this machine goes, and anything else is named.")
    private boolean noResume;

    @Mixin
    private final SparkTasksOption tasks = new SparkTasksOption();

    @Mixin
    private final SparkOptions spark = new SparkOptions();

    @Mixin
    private final TalkOptions talk = new TalkOptions();

    SparkShuffleCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Path out = output.checked(List.of(options.file()));
        return spark.run(console, master -> {
            try {
                show(shuffle(master, out));
                return ExitCode.FINE;
            } catch (CorruptDataException damage) {
                return RecordRun.damaged(console, "no " + out + " was made", damage);
            }
        });
    }

    private ShuffleReport shuffle(SparkMaster master, Path out) throws IOException {
        SparkShuffle job = SparkShuffle.of(options.file())
                .seed(options.seed())
                .renumber(options.renumber())
                .keepIds(options.keepIds());
        tasks.applyTo(job::tasks);
        if (noResume) {
            job.discardLeft();
        }
        return OutputFile.making("no " + out + " was made", () -> master.shuffle(job, out));
    }

    private void show(ShuffleReport report) throws IOException {
        if (talk.json()) {
            ShuffleText.json(console, report, options.seed(), "shards");
        } else if (talk.talks()) {
            ShuffleText.text(console, report, Numbers.count(report.buckets(), "shard"));
        }
    }
}
