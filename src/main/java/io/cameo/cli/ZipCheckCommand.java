package io.cameo.cli;

import io.cameo.convert.archive.ZipCheck;
import io.cameo.convert.archive.ZipCheckReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cameo zip check}: every entry of an archive read and compared with its checksum. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Reads every entry of a zip archive on all processors, and finds every fault:",
            "missing and cut parts, damaged bytes, headers that disagree, names that would",
            "lead out of a folder or are not unique. Writes nothing.",
            ""
        },
        footer = {
            "",
            "Any part names a split archive. A fault is told with its part, the offset in",
            "it, and the entry.",
            "",
            "Example, ready to paste in a Cameo checkout:",
            "  cameo zip check testdata/archive/V-HIM-MINI.zip",
            "",
            "Exit code: 0 sound, 1 faults, 2 wrong usage, 130 stopped."
        })
final class ZipCheckCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(index = "0", paramLabel = "ARCHIVE.zip", description = "An archive, or any part of one.")
    private Path archive = Path.of("");

    @Option(
            names = {"--num-thread", "--workers"},
            paramLabel = "N",
            description = "Threads that read. Default: one per processor")
    private int workers = Runtime.getRuntime().availableProcessors();

    @Mixin
    private final ProgressOption progress = new ProgressOption();

    @Mixin
    private final TalkOptions talk = new TalkOptions();

    ZipCheckCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        RunOptions.requireWorkers(workers);
        InputFile.require(archive);
        ZipCheck check = ZipCheck.of(archive)
                .workers(workers)
                .progress(
                        ProgressBar.on(console, talk.quiet() || talk.json() || !progress.isOn(), "checking", "files"));
        ZipCheckReport report;
        try (var _ = Interrupts.onInterrupt(check::cancel)) {
            report = check.run();
        }
        if (talk.json()) {
            JsonPrinter.print(console.out(), out -> ZipText.writeJson(report, out));
        } else {
            ZipText.print(report, talk.quiet() ? console.err() : console.out(), talk.quiet());
        }
        if (report.cancelled()) {
            console.err().println("cameo: stopped; nothing is known of the rest");
            return ExitCode.INTERRUPTED;
        }
        return report.isSound() ? ExitCode.FINE : ExitCode.BAD_DATA;
    }
}
