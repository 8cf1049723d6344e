package io.cameo.cli;

import io.cameo.convert.Numbers;
import io.cameo.convert.archive.ZipExtract;
import io.cameo.convert.archive.ZipExtractReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cameo zip extract}: an archive into a folder. */
@Command(
        name = "extract",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Unpacks a zip archive, or some of it, into a folder on all processors. A file",
            "gets its name when it is whole and its checksum is right, and the time that",
            "the archive says.",
            ""
        },
        footer = {
            "",
            "An archive is refused as a whole if a name in it leads out of the folder, is",
            "absolute, has backslashes or stands twice, also but for case; links and",
            "encrypted entries are left out and named. Nothing is made where the disk has no",
            "room for all. No other Cameo command needs an archive to be unpacked.",
            "",
            "Example, ready to paste in a Cameo checkout:",
            "  cameo zip extract testdata/archive/V-HIM-MINI.zip mini '**.jpg'",
            "",
            "Exit code: 0 all unpacked, 1 something was not, 2 wrong usage, 130 stopped."
        })
final class ZipExtractCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(index = "0", paramLabel = "ARCHIVE.zip", description = "An archive, or any part of one.")
    private Path archive = Path.of("");

    @Parameters(index = "1", paramLabel = "OUT", description = "Where to; made if it is not there.")
    private Path folder = Path.of("");

    @Parameters(
            index = "2..*",
            arity = "0..*",
            paramLabel = "PATTERN",
            description = "Only entries of these names, or in folders of these names: * matches within a name, ** also"
                    + " across folders. Default: all")
    private List<String> patterns = List.of();

    @Option(
            names = "--resume",
            description = "Go on in an OUT with files in it: those of the right size and checksum stay, others are"
                    + " replaced.")
    private boolean resume;

    @Option(
            names = {"--num-thread", "--workers"},
            paramLabel = "N",
            description = "Threads that read and write. Default: one per processor")
    private int workers = Runtime.getRuntime().availableProcessors();

    @Mixin
    private final ProgressOption progress = new ProgressOption();

    @Mixin
    private final TalkOptions talk = new TalkOptions();

    ZipExtractCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        checkUsage();
        ZipExtract job = ZipExtract.from(archive)
                .only(patterns)
                .resume(resume)
                .workers(workers)
                .progress(ProgressBar.on(
                        console, talk.quiet() || talk.json() || !progress.isOn(), "extracting", "files"));
        ZipExtractReport report;
        try (var _ = Interrupts.onInterrupt(job::cancel)) {
            report = OutputFile.making(folder + " is not complete, --resume goes on in it", () -> job.to(folder));
        }
        if (talk.json()) {
            JsonPrinter.print(console.out(), out -> ZipText.writeJson(report, out));
        } else {
            ZipText.complain(report.faults(), console.err());
            if (talk.talks()) {
                console.out()
                        .println(Numbers.count(report.files(), "file") + ", " + Numbers.bytes(report.bytes())
                                + (report.kept() == 0 ? "" : ", " + Numbers.grouped(report.kept()) + " kept")
                                + String.format(Locale.ROOT, " in %.1f s  %s", report.wallNanos() / 1e9, folder));
            }
        }
        if (report.cancelled()) {
            console.err().println("cameo: stopped; --resume goes on");
            return ExitCode.INTERRUPTED;
        }
        return report.faults().isEmpty() ? ExitCode.FINE : ExitCode.BAD_DATA;
    }

    private void checkUsage() throws IOException {
        RunOptions.requireWorkers(workers);
        InputFile.require(archive);
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new IllegalArgumentException("OUT is not a folder: " + folder);
        }
        if (!resume && Files.isDirectory(folder)) {
            try (Stream<Path> entries = Files.list(folder)) {
                if (entries.findAny().isPresent()) {
                    throw new IllegalArgumentException("OUT is not empty: " + folder
                            + ". --resume keeps files that are right, replaces others of the same names");
                }
            }
        }
    }
}
