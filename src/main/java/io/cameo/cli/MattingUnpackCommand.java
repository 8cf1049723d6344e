package io.cameo.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cameo.convert.Numbers;
import io.cameo.convert.matting.MattingUnpack;
import io.cameo.convert.matting.MattingUnpackReport;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cameo matting unpack}: records back to the tree that they were packed from. */
@Command(
        name = "unpack",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Gives back the tree that a record file of 'cameo matting pack' was made from:",
            "images byte for byte; mattes and masks too where it was packed with",
            "--keep-files, else as PNG files with the same samples.",
            ""
        },
        footer = {
            "",
            "With --select only files of those images or videos are written, no others and",
            "no empty folders.",
            "",
            "Example, ready to paste in a Cameo checkout:",
            "  cameo matting pack testdata/matting/tree/V-HIM-MINI video.rec --keep-files",
            "  cameo matting unpack video.rec V-HIM-MINI",
            "",
            "Exit code: 0 all unpacked, 1 something is damaged or missing, 2 wrong usage,",
            "130 stopped."
        })
final class MattingUnpackCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(index = "0", paramLabel = "FILE", description = "A .rec file of 'cameo matting pack'.")
    private Path file = Path.of("");

    @Parameters(index = "1", paramLabel = "DIR", description = "Where to; made if it is not there.")
    private Path directory = Path.of("");

    @Option(
            names = "--select",
            arity = "1..*",
            paramLabel = "NAME",
            description = "Only these images or videos: STEM, VIDEO, or SPLIT/NAME.")
    private List<String> names = List.of();

    @Mixin
    private final IntoExistingOption intoExisting = new IntoExistingOption();

    @Option(
            names = {"--num-thread", "--workers"},
            paramLabel = "N",
            description = "Threads that decode and write. Default: one per processor")
    private int workers = Runtime.getRuntime().availableProcessors();

    @Mixin
    private final ProgressOption progress = new ProgressOption();

    @Mixin
    private final TalkOptions talk = new TalkOptions();

    MattingUnpackCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        checkUsage();
        MattingUnpack job = MattingUnpack.from(file)
                .select(names)
                .intoExisting(intoExisting.isOn())
                .workers(workers)
                .progress(ProgressBar.on(console, talk.quiet() || !progress.isOn(), "unpacking", "rec"));
        MattingUnpackReport report;
        try (var _ = Interrupts.onInterrupt(job::cancel)) {
            report = OutputFile.making(directory + IntoExistingOption.AGAIN, () -> job.to(directory));
        }
        if (talk.json()) {
            JsonPrinter.print(console.out(), out -> writeJson(report, out));
        } else if (talk.talks()) {
            print(report, console.out());
        }
        LostText.complain(report.firstLost(), report.lost(), console.err());
        if (!report.hasManifest() && names.isEmpty() && !report.cancelled()) {
            console.err()
                    .println("cameo: no manifest in " + file
                            + ": if it should be the whole of what was packed, it is not;"
                            + " what is missing nobody can tell");
        }
        for (String name : report.missing()) {
            console.err().println("cameo: no such sample: name=" + Console.printable(name));
        }
        if (report.cancelled()) {
            console.err().println("cameo: stopped; " + report.directory() + IntoExistingOption.AGAIN);
            return ExitCode.INTERRUPTED;
        }
        boolean nothing = names.isEmpty() && report.exactFiles() == 0;
        return report.isSound() && !nothing ? ExitCode.FINE : ExitCode.BAD_DATA;
    }

    private void checkUsage() throws IOException {
        InputFile.require(file);
        RunOptions.requireWorkers(workers);
        intoExisting.require(directory);
    }

    private static void print(MattingUnpackReport report, PrintStream out) {
        out.println(Numbers.count(report.samples(), "image") + ", "
                + Numbers.count(report.exactFiles(), "file") + " as before, "
                + Numbers.grouped(report.encodedFiles()) + " encoded anew"
                + String.format(Locale.ROOT, " in %.1f s", report.wallNanos() / 1e9));
        if (report.notKept() > 0) {
            out.println(Numbers.count(report.notKept(), "file") + " of the tree not kept in the records, as "
                    + Console.printable(report.firstNotKept().getFirst()));
        }
    }

    private static void writeJson(MattingUnpackReport report, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("file", report.file().toString());
        out.writeStringField("directory", report.directory().toString());
        out.writeNumberField("samples", report.samples());
        out.writeNumberField("exact_files", report.exactFiles());
        out.writeNumberField("encoded_files", report.encodedFiles());
        out.writeNumberField("not_kept", report.notKept());
        LostText.json("first_not_kept", report.firstNotKept(), out);
        out.writeNumberField("lost", report.lost());
        LostText.json("first_lost", report.firstLost(), out);
        LostText.json("missing", report.missing(), out);
        out.writeBooleanField("has_manifest", report.hasManifest());
        out.writeBooleanField("cancelled", report.cancelled());
        out.writeNumberField("seconds", report.wallNanos() / 1e9);
        out.writeEndObject();
    }
}
