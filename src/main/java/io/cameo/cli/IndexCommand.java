package io.cameo.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cameo.bytes.DamagedRegion;
import io.cameo.convert.IndexRebuild;
import io.cameo.convert.IndexReport;
import io.cameo.convert.KeyRule;
import io.cameo.convert.Numbers;
import io.cameo.record.RecordIndex;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code cameo index}: the indexes of a record file, made from its records. */
@Command(
        name = "index",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Makes the .idx and the .cix of a record file from its records. An .idx that",
            "fits stays as it is, and its keys are used. Where there is none, keys are the",
            "ids in the headers if every record has one of its own, else counted from 0.",
            ""
        },
        footer = {
            "",
            "Example (the first line makes the file):",
            "  cp testdata/record/insightface.rec faces.rec",
            "  cameo index faces.rec",
            "",
            "Exit code: 0 made, 1 the file is damaged or the .idx does not fit it (then",
            "nothing is written), 2 wrong usage, 130 stopped."
        })
final class IndexCommand implements Callable<Integer> {
    private static final int REGIONS_SHOWN = 5;

    private final Console console;

    @Parameters(index = "0", paramLabel = "FILE.rec", description = "A record file.")
    private Path file;

    /** Reads what {@code --keys} takes. */
    static final class RuleName implements ITypeConverter<KeyRule> {
        @Override
        public KeyRule convert(String text) {
            return switch (text) {
                case "id" -> KeyRule.ID;
                case "counter" -> KeyRule.COUNTER;
                default -> throw new TypeConversionException("no such rule: " + text + ". There are id and counter");
            };
        }
    }

    @Option(
            names = "--keys",
            converter = RuleName.class,
            paramLabel = "RULE",
            description = "id: from the headers; counter: from 0 in file order. Default: what fits")
    private @Nullable KeyRule keys;

    @Option(names = "--force", description = "Go by the records alone and replace indexes, whatever they say.")
    private boolean force;

    @Option(names = "--skip-damage", description = "Index what is left of a damaged file.")
    private boolean skipDamage;

    @Mixin
    private final TalkOptions talk = new TalkOptions();

    IndexCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        InputFile.require(file);
        if (keys != null && !force && Files.exists(RecordIndex.besides(file))) {
            throw new IllegalArgumentException(
                    "--keys needs --force where there is an .idx: " + RecordIndex.besides(file));
        }
        IndexRebuild job = IndexRebuild.of(file)
                .keys(keys)
                .force(force)
                .skipDamage(skipDamage)
                .progress(ScanProgress.on(console, talk.quiet(), "indexing", file));
        IndexReport report;
        try (var _ = Interrupts.onInterrupt(job::cancel)) {
            report = OutputFile.making("the indexes are as they were", job::run);
        }
        if (talk.json()) {
            JsonPrinter.print(console.out(), out -> writeJson(report, out));
        } else if (talk.talks() && report.end() == IndexReport.End.WRITTEN) {
            print(report, console.out());
        }
        complain(report, console.err());
        return switch (report.end()) {
            case WRITTEN -> ExitCode.FINE;
            case DAMAGED, IDX_DOES_NOT_FIT -> ExitCode.BAD_DATA;
            case CANCELLED -> ExitCode.INTERRUPTED;
        };
    }

    private static void print(IndexReport report, PrintStream out) {
        out.println(report.rec() + "  " + Numbers.count(report.records(), "record")
                + (report.damageCount() == 0
                        ? ""
                        : ", " + Numbers.count(report.damageCount(), "damaged region") + " passed over"));
        String source = switch (report.rule()) {
            case IDX -> "those of the .idx: ";
            case CIX -> "those of the .cix: ";
            case ID -> "the ids in the headers: ";
            case COUNTER -> "counted from 0: ";
        };
        out.println("keys are " + source + report.why());
        out.println(report.idx() + (report.idxWritten() ? "" : " (as it was)") + "  " + report.cix());
    }

    private static void complain(IndexReport report, PrintStream err) {
        switch (report.end()) {
            case WRITTEN -> {}
            case CANCELLED -> err.println("cameo: stopped; the indexes are as they were");
            case IDX_DOES_NOT_FIT ->
                err.println("cameo: " + report.idx() + " does not fit the records and was not replaced: " + report.why()
                        + ". --force makes it anew");
            case DAMAGED -> {
                err.println("cameo: " + report.rec() + " is damaged and was not indexed:");
                for (DamagedRegion region :
                        report.damages().stream().limit(REGIONS_SHOWN).toList()) {
                    err.println("  " + Console.printable(region.toString()));
                }
                if (report.damageCount() > REGIONS_SHOWN) {
                    err.println("  ... and " + Numbers.count(report.damageCount() - REGIONS_SHOWN, "more region"));
                }
                err.println("'cameo repair' saves what is sound; --skip-damage indexes what is left.");
            }
        }
    }

    private static void writeJson(IndexReport report, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("file", report.rec().toString());
        out.writeStringField("end", report.end().name().toLowerCase(Locale.ROOT));
        out.writeStringField("idx", report.idx().toString());
        out.writeStringField("cix", report.cix().toString());
        out.writeBooleanField("idx_written", report.idxWritten());
        out.writeStringField("keys_from", report.rule().name().toLowerCase(Locale.ROOT));
        out.writeStringField("keys_why", report.why());
        out.writeNumberField("records", report.records());
        out.writeNumberField("damaged_regions", report.damageCount());
        out.writeArrayFieldStart("regions");
        for (DamagedRegion region : report.damages()) {
            out.writeStartObject();
            out.writeNumberField("begin", region.beginBytes());
            out.writeNumberField("end", region.endBytes());
            out.writeStringField("reason", region.reason());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeNumberField("seconds", report.wallNanos() / 1e9);
        out.writeEndObject();
    }
}
