package io.cameo.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cameo.convert.Numbers;
import io.cameo.convert.insightface.FaceUnpack;
import io.cameo.convert.insightface.FaceUnpackReport;
import io.cameo.convert.insightface.IdentityChoice;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cameo face unpack}: a face data set into a folder for each identity. */
@Command(
        name = "unpack",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Writes every image, exactly as it is stored, into a folder for its identity,",
            "as DIR/id_7/7_0.jpg, and DIR/FILE.lst and DIR/property, from which",
            "'cameo face pack' makes the same records. Nothing is decoded.",
            ""
        },
        footer = {
            "",
            "Example, ready to paste in a Cameo checkout:",
            "  cameo face unpack testdata/record/insightface/A.rec people",
            "  cameo face pack people/A.lst people -o again.rec",
            "",
            "Exit code: 0 all unpacked, 1 something is damaged, 2 wrong usage, 130 stopped."
        })
final class FaceUnpackCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(index = "0", paramLabel = "FILE.rec", description = "A face data set.")
    private Path file = Path.of("");

    @Parameters(index = "1", paramLabel = "DIR", description = "Where to; made if it is not there.")
    private Path directory = Path.of("");

    @Option(
            names = "--imagefolder",
            description = "Names as torchvision's ImageFolder reads them: 0000007/00000042.jpg")
    private boolean imageFolder;

    @Option(names = "--include", paramLabel = "LIST", description = "Only these labels, as 1,5,10-20.")
    private @Nullable String include;

    @Mixin
    private final IntoExistingOption intoExisting = new IntoExistingOption();

    @Option(
            names = {"--num-thread", "--workers"},
            paramLabel = "N",
            description = "Threads that write files. Default: one per processor")
    private int workers = Runtime.getRuntime().availableProcessors();

    @Mixin
    private final ProgressOption progress = new ProgressOption();

    @Mixin
    private final TalkOptions talk = new TalkOptions();

    FaceUnpackCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        checkUsage();
        FaceUnpack job = FaceUnpack.from(file)
                .imageFolder(imageFolder)
                .intoExisting(intoExisting.isOn())
                .workers(workers)
                .progress(ProgressBar.on(console, talk.quiet() || !progress.isOn(), "unpacking", "img"));
        String wanted = include;
        if (wanted != null) {
            job.include(IdentityChoice.parse(wanted));
        }
        FaceUnpackReport report;
        try (var _ = Interrupts.onInterrupt(job::cancel)) {
            report = OutputFile.making(directory + " is not complete and has no list", () -> job.to(directory));
        }
        if (talk.json()) {
            JsonPrinter.print(console.out(), out -> writeJson(report, out));
        } else if (talk.talks()) {
            print(report, console.out());
        }
        if (!job.absent().isEmpty()) {
            console.err().println("cameo: asked for and not there: labels " + job.absent());
        }
        for (String lost : report.firstLost()) {
            console.err().println("cameo: " + lost);
        }
        if (report.cancelled()) {
            console.err().println("cameo: stopped; " + report.directory() + " is not complete and has no list");
            return ExitCode.INTERRUPTED;
        }
        return report.lost() > 0 ? ExitCode.BAD_DATA : ExitCode.FINE;
    }

    private void checkUsage() throws IOException {
        InputFile.require(file);
        RunOptions.requireWorkers(workers);
        intoExisting.require(directory);
    }

    private static void print(FaceUnpackReport report, PrintStream out) {
        out.println(Numbers.count(report.files(), "image") + " of " + FaceEditText.identities(report.identities())
                + ", " + Numbers.bytes(report.payloadBytes())
                + String.format(Locale.ROOT, " in %.1f s", report.wallNanos() / 1e9));
        if (report.list() == null || report.files() == 0) {
            return;
        }
        out.println(report.list() + (report.property() == null ? "" : "  " + report.property()));
        FaceUnpackReport.WayBack way = report.way();
        String command = "'cameo face pack " + report.list() + " " + report.directory() + " -o again.rec --layout "
                + report.layout() + "'";
        out.println(command + (way.isExact() ? " makes the same records." : " makes records of these images, but:"));
        line(out, way.leftOut(), "not unpacked");
        line(out, way.notAligned(), "not aligned by its record; packed again it is");
        line(out, way.moreLabels(), "with more in its header than an identity; packed again it has less");
        line(out, way.otherKeys(), "with another key or id than the layout has; packed again it has that");
    }

    private static void line(PrintStream out, long count, String what) {
        if (count > 0) {
            out.printf(Locale.ROOT, "  %,12d  %s%n", count, what);
        }
    }

    private static void writeJson(FaceUnpackReport report, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("rec", report.rec().toString());
        out.writeStringField("layout", report.layout().name());
        out.writeStringField("directory", report.directory().toString());
        out.writeStringField("list", report.list() == null ? null : String.valueOf(report.list()));
        out.writeStringField("property", report.property() == null ? null : String.valueOf(report.property()));
        out.writeNumberField("images", report.images());
        out.writeNumberField("files", report.files());
        out.writeNumberField("identities", report.identities());
        out.writeNumberField("payload_bytes", report.payloadBytes());
        out.writeNumberField("lost", report.lost());
        out.writeObjectFieldStart("way_back");
        out.writeBooleanField("exact", report.way().isExact());
        out.writeNumberField("left_out", report.way().leftOut());
        out.writeNumberField("not_aligned", report.way().notAligned());
        out.writeNumberField("more_labels", report.way().moreLabels());
        out.writeNumberField("other_keys", report.way().otherKeys());
        out.writeEndObject();
        out.writeBooleanField("cancelled", report.cancelled());
        out.writeNumberField("seconds", report.wallNanos() / 1e9);
        out.writeEndObject();
    }
}
