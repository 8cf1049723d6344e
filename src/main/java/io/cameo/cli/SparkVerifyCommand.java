package io.cameo.cli;

import io.cameo.convert.VerifyReport;
import io.cameo.spark.SparkMaster;
import io.cameo.spark.SparkVerify;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code cameo spark verify}: what {@code cameo verify} finds, on many machines. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Checks record files on Apache Spark and finds what 'cameo verify' finds: a file",
            "a task; of a large file with a .cix, the checksums of each 256 MiB in a task",
            "too. All machines see the files under the same names.",
            ""
        },
        footer = {
            "",
            "Example, ready to paste in a Cameo checkout with Spark at hand:",
            "  cameo spark verify testdata/record/parts.rec --master local[2]",
            "",
            "Exit code: 0 sound, 1 damaged or the level could not be checked, 2 wrong usage",
            "or no Spark."
        })
final class SparkVerifyCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    private CommandSpec spec;

    @Mixin
    private final VerifyOptions options = new VerifyOptions();

    @Mixin
    private final SparkOptions spark = new SparkOptions();

    @Mixin
    private final VerifyTalkOptions talk = new VerifyTalkOptions();

    SparkVerifyCommand(Console console) {
        this.console = console;
    }

    /** Files that cannot be opened are named on stderr, and the others are checked. */
    @Override
    public Integer call() throws IOException {
        List<Path> files = options.checked();
        return spark.run(console, master -> verify(master, files));
    }

    private int verify(SparkMaster master, List<Path> files) throws IOException {
        Failures failures = new Failures(console.err(), () -> false);
        List<Path> there = new ArrayList<>();
        int worst = ExitCode.FINE;
        for (Path file : files) {
            try {
                InputFile.require(file);
                there.add(file);
            } catch (IOException missing) {
                worst = Math.max(worst, failures.report(missing, spec.commandLine()));
            }
        }
        List<VerifyReport> reports = new ArrayList<>();
        for (SparkVerify.Checked checked : master.verify(SparkVerify.of(there).level(options.level()))) {
            VerifyReport report = checked.report();
            IOException failure = checked.failure();
            if (report != null) {
                reports.add(report);
                talk.show(console, report, options);
                worst = Math.max(worst, report.isSound() ? ExitCode.FINE : ExitCode.BAD_DATA);
            } else if (failure != null) {
                worst = Math.max(worst, failures.report(failure, spec.commandLine()));
            }
        }
        talk.end(console, reports);
        return worst;
    }
}
