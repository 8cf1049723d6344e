package io.cameo.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cameo.convert.Numbers;
import io.cameo.convert.Unpack;
import io.cameo.convert.UnpackReport;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cameo unpack}: a record file into a folder of files and the list that packs them again. */
@Command(
        name = "unpack",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Writes every payload, exactly as it is stored, into a folder for its label,",
            "as DIR/3/00000042.jpg. DIR/FILE.lst packs them to the same .rec and .idx; what",
            "a list cannot hold is named in DIR/FILE.notes.tsv. Nothing is decoded.",
            ""
        },
        footer = {
            "",
            "Damaged records are passed over with the help of the .idx; without one, the",
            "first damage is the end.",
            "",
            "Example, ready to paste in a Cameo checkout:",
            "  cameo unpack testdata/record/parts.rec parts",
            "  cameo pack --pass-through --pack-label parts/parts.lst parts -o again.rec",
            "",
            "Exit code: 0 all unpacked, 1 something is damaged, 2 wrong usage, 130 stopped."
        })
final class UnpackCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(index = "0", paramLabel = "FILE.rec", description = "A record file.")
    private Path file;

    @Parameters(index = "1", paramLabel = "DIR", description = "Where to; made if it is not there.")
    private Path directory;

    @Option(names = "--flat", description = "No folders for labels.")
    private boolean flat;

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

    UnpackCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        checkUsage();
        Unpack job = Unpack.from(file)
                .flat(flat)
                .intoExisting(intoExisting.isOn())
                .workers(workers)
                .progress(ProgressBar.on(console, talk.quiet() || !progress.isOn(), "unpacking", "rec"));
        UnpackReport report;
        try (var _ = Interrupts.onInterrupt(job::cancel)) {
            report = OutputFile.making(directory + " is not complete and has no list", () -> job.to(directory));
        }
        if (talk.json()) {
            JsonPrinter.print(console.out(), out -> writeJson(report, out));
        } else if (talk.talks()) {
            print(report, console.out());
        }
        complain(report, console.err());
        if (report.cancelled()) {
            return ExitCode.INTERRUPTED;
        }
        return report.damagedPlaces() > 0 || report.unindexedRecords() > 0 ? ExitCode.BAD_DATA : ExitCode.FINE;
    }

    private void checkUsage() throws IOException {
        InputFile.require(file);
        RunOptions.requireWorkers(workers);
        Path home = file.toAbsolutePath().getParent();
        if (home != null && Files.isDirectory(directory) && Files.isSameFile(home, directory)) {
            throw new IllegalArgumentException("DIR holds the record file itself, choose another folder: " + directory);
        }
        intoExisting.require(directory);
    }

    private static void print(UnpackReport report, PrintStream out) {
        out.println(Numbers.count(report.files(), "file") + " in " + Numbers.count(report.folders(), "folder") + ", "
                + Numbers.bytes(report.payloadBytes())
                + String.format(Locale.ROOT, " in %.1f s", report.wallNanos() / 1e9));
        if (report.cancelled()) {
            return;
        }
        if (report.unlistedRecords() > 0) {
            out.println(Numbers.count(report.unlistedRecords(), "record") + " a list cannot give back ("
                    + report.notes() + "):");
            for (Map.Entry<String, Long> reason : report.unlisted().entrySet()) {
                out.printf(Locale.ROOT, "  %,12d  %s%n", reason.getValue(), reason.getKey());
            }
        }
        out.println(report.list() + "  " + Numbers.count(report.listed(), "line"));
        if (report.listed() > 0) {
            out.println("'cameo pack --pass-through --pack-label " + quoted(report.list()) + " "
                    + quoted(report.directory()) + " -o again.rec' " + promise(report));
        }
    }

    private static String promise(UnpackReport report) {
        return switch (report.repack()) {
            case SAME_REC_AND_IDX -> "gives the same .rec and .idx, byte for byte.";
            case SAME_REC -> "gives the same .rec, byte for byte.";
            case LISTED_ONLY -> "packs the listed records.";
        };
    }

    private static void complain(UnpackReport report, PrintStream err) {
        for (String damage : report.firstDamages()) {
            err.println("cameo: " + Console.printable(damage));
        }
        long more = report.damagedPlaces() - report.firstDamages().size();
        if (more > 0) {
            err.println("cameo: ... and " + Numbers.grouped(more) + " more (" + report.notes() + ")");
        }
        if (report.lostBytes() > 0) {
            err.println("cameo: " + Numbers.count(report.lostBytes(), "byte") + " of " + report.rec()
                    + " could not be read as records"
                    + (report.indexed() ? "" : "; only an .idx leads past damage, and there is none"));
        }
        if (report.cancelled()) {
            err.println("cameo: stopped; " + report.directory() + " is not complete and has no list");
        }
    }

    private static void writeJson(UnpackReport report, JsonGenerator out) throws IOException {
        Path notes = report.notes();
        out.writeStartObject();
        out.writeStringField("rec", report.rec().toString());
        out.writeStringField("directory", report.directory().toString());
        out.writeStringField("list", report.cancelled() ? null : report.list().toString());
        out.writeStringField("notes", notes == null ? null : notes.toString());
        out.writeNumberField("files", report.files());
        out.writeNumberField("folders", report.folders());
        out.writeNumberField("payload_bytes", report.payloadBytes());
        out.writeNumberField("listed", report.listed());
        out.writeObjectFieldStart("unlisted");
        for (Map.Entry<String, Long> reason : report.unlisted().entrySet()) {
            out.writeNumberField(reason.getKey(), reason.getValue());
        }
        out.writeEndObject();
        out.writeStringField("repack", report.repack().name().toLowerCase(Locale.ROOT));
        out.writeNumberField("damaged_places", report.damagedPlaces());
        out.writeNumberField("lost_bytes", report.lostBytes());
        out.writeArrayFieldStart("first_damages");
        for (String damage : report.firstDamages()) {
            out.writeString(damage);
        }
        out.writeEndArray();
        out.writeBooleanField("cancelled", report.cancelled());
        out.writeNumberField("seconds", report.wallNanos() / 1e9);
        out.writeEndObject();
    }

    /** As a shell takes it. */
    static String quoted(@Nullable Path path) {
        String text = String.valueOf(path);
        boolean plain = text.chars().allMatch(c -> Character.isLetterOrDigit(c) || "/._-+@%:,=".indexOf(c) >= 0);
        return plain ? text : "\"" + text + "\"";
    }
}
