package io.cameo.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cameo.convert.Numbers;
import io.cameo.convert.Repair;
import io.cameo.convert.RepairReport;
import io.cameo.convert.VerifyReport;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cameo repair}: what is sound in a damaged record file, as a new file. */
@Command(
        name = "repair",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Copies every sound record of a damaged file into a new one, byte for byte, with",
            "new .idx and .cix. The old file is never touched. What is lost stands in",
            "NEW.lost.tsv. Where there is a .cix, its checksums decide what is sound.",
            ""
        },
        footer = {
            "",
            "Example, ready to paste in a Cameo checkout:",
            "  cameo repair testdata/record/corrupt/bad_magic_rec20.rec -o fixed.rec",
            "",
            "Exit code: 0 nothing is lost, 1 something is (and the new file is written),",
            "2 wrong usage, 130 stopped."
        })
final class RepairCommand implements Callable<Integer> {
    private static final int REGIONS_SHOWN = 20;

    private final Console console;

    @Parameters(index = "0", paramLabel = "FILE.rec", description = "The damaged file.")
    private Path file;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "NEW.rec",
            description = "The new file. One of that name is replaced, but never FILE.rec or its indexes.")
    private Path output = Path.of("");

    @Mixin
    private final TalkOptions talk = new TalkOptions();

    RepairCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        InputFile.require(file);
        OutputFile.requireRecords(output, List.of(), false);
        Repair job = Repair.of(file).progress(ScanProgress.on(console, talk.quiet(), "repairing", file));
        RepairReport report;
        try (var _ = Interrupts.onInterrupt(job::cancel)) {
            report = OutputFile.making("no " + output + " was made", () -> job.writeTo(output));
        }
        if (report.cancelled()) {
            console.err().println("cameo: stopped; no " + report.target() + " was made");
            return ExitCode.INTERRUPTED;
        }
        if (talk.json()) {
            JsonPrinter.print(console.out(), out -> writeJson(report, out));
        } else if (talk.talks()) {
            print(report, console.out());
        }
        return report.nothingLost() ? ExitCode.FINE : ExitCode.BAD_DATA;
    }

    private static void print(RepairReport report, PrintStream out) {
        out.println(report.target() + "  " + Numbers.count(report.kept(), "record") + "  "
                + Numbers.bytes(report.sizeBytes()) + "  " + keys(report));
        for (VerifyReport.Damage damage :
                report.damages().stream().limit(REGIONS_SHOWN).toList()) {
            String keys = damage.keys().isEmpty() || damage.region().reason().contains("key=")
                    ? ""
                    : ", lost keys=" + String.join(" ", damage.keys())
                            + (damage.keyCount() > damage.keys().size() ? " ..." : "");
            out.println("  " + Console.printable(damage.region() + keys));
        }
        if (report.damages().size() > REGIONS_SHOWN) {
            out.println("  ... and " + Numbers.count(report.damages().size() - REGIONS_SHOWN, "more region"));
        }
        note(
                out,
                report.recovered(),
                "with a damaged head is whole by its checksum, and is kept",
                "with damaged heads are whole by their checksums, and are kept");
        note(
                out,
                report.doubtful(),
                "may be too long or too short: damage follows it, and there is no checksum",
                "may be too long or too short: damage follows them, and there is no checksum");
        note(out, report.newKeys(), "had no key and got a new one", "had no keys and got new ones");
        out.println(loss(report));
    }

    private static void note(PrintStream out, long records, String one, String many) {
        if (records > 0) {
            out.println("  " + Numbers.count(records, "record") + " " + (records == 1 ? one : many));
        }
    }

    private static String keys(RepairReport report) {
        return switch (report.rule()) {
            case CIX -> "keys from the .cix";
            case IDX -> "keys from the .idx";
            case ID -> "keys from the ids in the headers (" + report.why() + ")";
            case COUNTER -> "keys counted from 0 (" + report.why() + ")";
        };
    }

    private static String loss(RepairReport report) {
        String where = report.lost() == null ? "" : " Details: " + report.lost();
        if (report.damages().isEmpty() && report.nothingLost()) {
            return "Nothing was damaged.";
        }
        if (report.lossKnown()) {
            return (report.lostRecords() == 0 ? "No record" : Numbers.count(report.lostRecords(), "record")) + " lost, "
                    + Numbers.count(report.lostBytes(), "byte") + " left out." + where;
        }
        return Numbers.count(report.lostBytes(), "byte")
                + " left out; how many records they were only an index could tell." + where;
    }

    private static void writeJson(RepairReport report, JsonGenerator out) throws IOException {
        @Nullable Path lost = report.lost();
        out.writeStartObject();
        out.writeStringField("source", report.source().toString());
        out.writeStringField("target", report.target().toString());
        out.writeStringField("lost_file", lost == null ? null : lost.toString());
        out.writeBooleanField("nothing_lost", report.nothingLost());
        out.writeNumberField("records", report.kept());
        out.writeNumberField("proven_records", report.proven());
        out.writeNumberField("recovered_records", report.recovered());
        out.writeNumberField("doubtful_records", report.doubtful());
        out.writeNumberField("new_keys", report.newKeys());
        if (report.lossKnown()) {
            out.writeNumberField("lost_records", report.lostRecords());
        } else {
            out.writeNullField("lost_records");
        }
        out.writeNumberField("lost_bytes", report.lostBytes());
        out.writeStringField("keys_from", report.rule().name().toLowerCase(Locale.ROOT));
        out.writeStringField("keys_why", report.why());
        out.writeNumberField("size_bytes", report.sizeBytes());
        VerifyJson.damages(out, report.damages());
        out.writeNumberField("seconds", report.wallNanos() / 1e9);
        out.writeEndObject();
    }
}
