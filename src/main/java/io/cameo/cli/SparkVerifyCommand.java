package io.cameo.cli;

import io.cameo.convert.Verify;
import io.cameo.convert.VerifyReport;
import io.cameo.spark.SparkMaster;
import io.cameo.spark.SparkVerify;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
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

    @Parameters(arity = "1..*", paramLabel = "FILE.rec", description = "Record files.")
    private List<Path> files = List.of();

    @Option(
            names = "--level",
            converter = VerifyCommand.LevelName.class,
            paramLabel = "LEVEL",
            description = "frames, index, sums or decode, as of 'cameo verify'")
    private Verify.@Nullable Level level;

    @Option(names = "--limit", paramLabel = "N", description = "Damaged regions to show. Default: 20")
    private int limit = 20;

    @Mixin
    private final SparkOptions spark = new SparkOptions();

    @Option(names = "--json", description = "Print a JSON array with one object for each file.")
    private boolean json;

    @Option(names = "--quiet", description = "Print nothing but one line for each file that is not sound.")
    private boolean quiet;

    SparkVerifyCommand(Console console) {
        this.console = console;
    }

    /** Files that cannot be opened are named on stderr, and the others are checked. */
    @Override
    public Integer call() throws IOException {
        if (limit < 0) {
            throw new ParameterException(spec.commandLine(), "--limit needs 0 or more: " + limit);
        }
        return spark.run(console, this::verify);
    }

    private int verify(SparkMaster master) throws IOException {
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
        for (SparkVerify.Checked checked : master.verify(SparkVerify.of(there).level(level))) {
            VerifyReport report = checked.report();
            IOException failure = checked.failure();
            if (report != null) {
                reports.add(report);
                show(report);
                worst = Math.max(worst, report.isSound() ? ExitCode.FINE : ExitCode.BAD_DATA);
            } else if (failure != null) {
                worst = Math.max(worst, failures.report(failure, spec.commandLine()));
            }
        }
        if (json) {
            VerifyJson.print(console.out(), reports);
        }
        return worst;
    }

    private void show(VerifyReport report) {
        VerifyText text = new VerifyText(report, console.out(), level != null);
        if (quiet && !report.isSound()) {
            console.err().println("cameo: " + text.summary());
        } else if (!quiet && !json) {
            text.print(limit);
        }
    }
}
