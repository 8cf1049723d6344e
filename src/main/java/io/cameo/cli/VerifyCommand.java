package io.cameo.cli;

import io.cameo.convert.Verify;
import io.cameo.convert.VerifyReport;
import io.cameo.pipeline.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

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

    @Mixin
    private final VerifyOptions options = new VerifyOptions();

    @Option(
            names = {"--num-thread", "--workers"},
            paramLabel = "N",
            description = "Threads that decode. Default: one per processor")
    private int workers = Runtime.getRuntime().availableProcessors();

    @Mixin
    private final VerifyTalkOptions talk = new VerifyTalkOptions();

    VerifyCommand(Console console) {
        this.console = console;
    }

    /** Files that cannot be opened are named on stderr, and the others are checked. */
    @Override
    public Integer call() throws IOException {
        List<Path> files = options.checked();
        RunOptions.requireWorkers(workers);
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
                talk.show(console, report, options);
            } catch (IOException unreadable) {
                worst = Math.max(worst, failures.report(unreadable, spec.commandLine()));
            }
            if (stopped) {
                break;
            }
        }
        talk.end(console, reports);
        return stopped ? ExitCode.INTERRUPTED : worst;
    }

    private VerifyReport verify(Path file) throws IOException {
        Verify.Level level = options.level();
        Progress bar = level == Verify.Level.DECODE
                ? ProgressBar.on(console, talk.quiet(), "decoding", "rec")
                : ScanProgress.on(console, talk.quiet(), "verifying", file);
        Verify job = Verify.of(file).level(level).workers(workers).progress(bar);
        try (var _ = Interrupts.onInterrupt(job::cancel)) {
            return job.run();
        }
    }
}
