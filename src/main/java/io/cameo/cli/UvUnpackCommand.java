package io.cameo.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cameo.convert.Numbers;
import io.cameo.convert.ffhquv.UvUnpack;
import io.cameo.convert.ffhquv.UvUnpackReport;
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

/** {@code cameo uv unpack}: records back to the layout of the release. */
@Command(
        name = "unpack",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Gives back what a record file of 'cameo uv pack' holds, in the layout of the",
            "release: dataset/ffhq-uv/uv-maps/000/000000.png and so on, byte for byte; maps",
            "that were packed with --template as PNG files with the same pixels.",
            ""
        },
        footer = {
            "",
            "Where samples were chosen, now or when they were copied, the meta file has only",
            "their entries.",
            "Both sets can be unpacked into one folder, with --into-existing.",
            "",
            "Example, ready to paste in a Cameo checkout:",
            "  cameo uv pack testdata/convert/ffhquv/release ffhq-uv.rec --set ffhq-uv",
            "  cameo uv unpack ffhq-uv.rec FFHQ-UV",
            "",
            "Exit code: 0 all unpacked, 1 something is damaged or missing, 2 wrong usage,",
            "130 stopped."
        })
final class UvUnpackCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(index = "0", paramLabel = "FILE", description = "A .rec file of 'cameo uv pack'.")
    private Path file = Path.of("");

    @Parameters(index = "1", paramLabel = "DIR", description = "Where to; made if it is not there.")
    private Path directory = Path.of("");

    @Option(names = "--select", arity = "1..*", paramLabel = "ID", description = "Only the samples of these ids.")
    private List<String> ids = List.of();

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

    UvUnpackCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        checkUsage();
        UvUnpack job = UvUnpack.from(file)
                .select(ids)
                .intoExisting(intoExisting.isOn())
                .workers(workers)
                .progress(ProgressBar.on(console, talk.quiet() || !progress.isOn(), "unpacking", "rec"));
        UvUnpackReport report;
        try (var _ = Interrupts.onInterrupt(job::cancel)) {
            report = OutputFile.making(directory + IntoExistingOption.AGAIN, () -> job.to(directory));
        }
        if (talk.json()) {
            JsonPrinter.print(console.out(), out -> writeJson(report, out));
        } else if (talk.talks()) {
            print(report, console.out());
        }
        LostText.complain(report.firstLost(), report.lost(), console.err());
        for (String name : report.missing()) {
            console.err().println("cameo: no such sample: id=" + Console.printable(name));
        }
        if (report.cancelled()) {
            console.err().println("cameo: stopped; " + report.directory() + IntoExistingOption.AGAIN);
            return ExitCode.INTERRUPTED;
        }
        return report.isSound() ? ExitCode.FINE : ExitCode.BAD_DATA;
    }

    private void checkUsage() throws IOException {
        InputFile.require(file);
        RunOptions.requireWorkers(workers);
        intoExisting.require(directory);
    }

    private static void print(UvUnpackReport report, PrintStream out) {
        out.println(Numbers.count(report.samples(), "sample") + ", "
                + Numbers.count(report.exactFiles(), "file") + " as before, "
                + Numbers.grouped(report.encodedFiles()) + " encoded anew"
                + String.format(Locale.ROOT, " in %.1f s", report.wallNanos() / 1e9));
        if (report.notKept() > 0) {
            out.println(Numbers.count(report.notKept(), "file") + " of the release in no record, as "
                    + Console.printable(report.firstNotKept().getFirst()));
        }
    }

    private static void writeJson(UvUnpackReport report, JsonGenerator out) throws IOException {
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
        out.writeBooleanField("cancelled", report.cancelled());
        out.writeNumberField("seconds", report.wallNanos() / 1e9);
        out.writeEndObject();
    }
}
