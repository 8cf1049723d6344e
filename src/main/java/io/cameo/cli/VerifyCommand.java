package io.cameo.cli;

import io.cameo.convert.Verify;
import io.cameo.convert.VerifyReport;
import io.cameo.pipeline.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code cameo verify}: whether record files are sound, and where they are not. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {"Checks record files and names every damaged region. Never stops at the first", "fault.", ""},
        footer = {
            "",
            "Levels, each with those before it:",
            "  frames  magic words, lengths, flags, padding; no record runs over another",
            "  index   .idx and .cix fit the records and each other",
            "  sums    every record has the checksum that the .cix gives",
            "  decode  every image decodes and is whole",
            "",
            "Example, ready to paste in a Cameo checkout:",
            "  cameo verify testdata/record/parts.rec",
            "",
            "Exit code: 0 sound, 1 damaged or the level could not be checked, 2 wrong usage,",
            "130 stopped."
        })
final class VerifyCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "FILE.rec", description = "Record files.")
    private List<Path> files = List.of();

    @Option(
            names = "--level",
            converter = LevelName.class,
            paramLabel = "LEVEL",
            description =
                    "frames, index, sums or decode. Default: sums where there is a .cix, else index where there is an"
                            + " .idx, else frames")
    private Verify.@Nullable Level level;

    @Option(names = "--limit", paramLabel = "N", description = "Damaged regions to show. Default: 20")
    private int limit = 20;

    @Option(
            names = {"--num-thread", "--workers"},
            paramLabel = "N",
            description = "Threads that decode. Default: one per processor")
    private int workers = Runtime.getRuntime().availableProcessors();

    @Option(names = "--json", description = "Print a JSON array with one object for each file.")
    private boolean json;

    @Option(names = "--quiet", description = "Print nothing but one line for each file that is not sound.")
    private boolean quiet;

    /** Reads a level's name in lower case. */
    static final class LevelName implements ITypeConverter<Verify.Level> {
        @Override
        public Verify.Level convert(String text) {
            for (Verify.Level known : Verify.Level.values()) {
                if (known.name().toLowerCase(Locale.ROOT).equals(text)) {
                    return known;
                }
            }
            throw new TypeConversionException("no such level: " + text + ". There are frames, index, sums, decode");
        }
    }

    VerifyCommand(Console console) {
        this.console = console;
    }

    /** Files that cannot be opened are named on stderr, and the others are checked. */
    @Override
    public Integer call() throws IOException {
        if (limit < 0 || workers < 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    limit < 0 ? "--limit needs 0 or more: " + limit : "--workers needs 1 or more: " + workers);
        }
        Failures failures = new Failures(console.err(), () -> false);
        List<VerifyReport> reports = new ArrayList<>();
        int worst = ExitCode.FINE;
        boolean stopped = false;
        for (Path file : files) {
            try {
                InputFile.require(file);
                VerifyReport report = verify(file);
                reports.add(report);
                worst = Math.max(worst, report.isSound() ? ExitCode.FINE : ExitCode.BAD_DATA);
                stopped = report.cancelled();
                show(report);
            } catch (IOException unreadable) {
                worst = Math.max(worst, failures.report(unreadable, spec.commandLine()));
            }
            if (stopped) {
                break;
            }
        }
        if (json) {
            VerifyJson.print(console.out(), reports);
        }
        return stopped ? ExitCode.INTERRUPTED : worst;
    }

    private VerifyReport verify(Path file) throws IOException {
        Progress bar = level == Verify.Level.DECODE
                ? ProgressBar.on(console, quiet, "decoding", "rec")
                : ScanProgress.on(console, quiet, "verifying", file);
        Verify job = Verify.of(file).level(level).workers(workers).progress(bar);
        try (var _ = Interrupts.onInterrupt(job::cancel)) {
            return job.run();
        }
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
