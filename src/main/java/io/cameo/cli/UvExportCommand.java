package io.cameo.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cameo.archive.FileTree;
import io.cameo.convert.Numbers;
import io.cameo.convert.ffhquv.UvExport;
import io.cameo.convert.ffhquv.UvExportFormat;
import io.cameo.convert.ffhquv.UvExportReport;
import io.cameo.dataset.ffhquv.UvTree;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cameo uv export}: a set of FFHQ-UV for other people's tools. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Writes a set of FFHQ-UV, or what is chosen of it, for tools that know nothing",
            "of its layout: WebDataset archives, a numpy archive, or a table.",
            ""
        },
        footer = {
            "",
            "webdataset  OUT-000000.tar and so on: KEY.png, KEY.front.pt, KEY.left.pt,",
            "            KEY.right.pt as they are, and KEY.json with what is known",
            "npz         latents of all views as one array, conditions, and a column each of",
            "            what is known: numpy loads it without pickles",
            "parquet     what is known of each sample, by com.jerolba:carpet-record, which",
            "            is not part of Cameo: docs/uv-export.md says how to add it",
            "csv         the same as text",
            "",
            "The same samples give the same bytes. A sample with a damaged file is left out",
            "and named, and the exit code is 1; what is missing is only counted.",
            "docs/uv-export.md describes names, types and what stands for missing values.",
            "",
            "Example, ready to paste in a Cameo checkout:",
            "  cameo uv export testdata/convert/ffhquv/release faces.npz --where 'age < 40'",
            "",
            "Exit code: 0 written, 1 some files are bad, 2 wrong usage, 130 stopped."
        })
final class UvExportCommand implements Callable<Integer> {
    private static final String NAME = "uv export";

    private final Console console;

    @Mixin
    private final UvSourceOptions source = new UvSourceOptions();

    @Option(
            names = "--to",
            paramLabel = "FORMAT",
            description = "webdataset, npz, parquet or csv. Default: by the ending of OUT")
    private @Nullable String to;

    @Option(
            names = "--shard-size",
            paramLabel = "BYTES",
            converter = ByteSize.class,
            description = "Of WebDataset's archives, at most, as 256M. Default: 1 GB")
    private long shardBytes = UvExport.DEFAULT_SHARD_BYTES;

    UvExportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        return UvSourceOptions.pointing(NAME, console, this::export);
    }

    private int export() throws IOException {
        source.check();
        UvExportFormat format = format();
        Path out = source.out();
        if (format == UvExportFormat.WEBDATASET) {
            OutputFile.requireFolder(out);
        } else {
            UvOutput.requireFile(out, "." + format.word(), source.inputs());
        }
        UvExportReport report;
        List<FileTree.Problem> unread;
        try (UvTree tree = source.open()) {
            unread = tree.problems();
            UvExport job = UvExport.of(tree, source.setOf(tree))
                    .where(source.where())
                    .metrics(source.metrics())
                    .shardBytes(shardBytes)
                    .workers(source.workers())
                    .progress(source.bar(console, "exporting"));
            try (var _ = Interrupts.onInterrupt(job::cancel)) {
                report = OutputFile.making("nothing was exported", () -> job.writeTo(format, out));
            }
        }
        if (source.talk().json()) {
            JsonPrinter.print(console.out(), json -> json(report, json));
        } else if (source.talk().talks()) {
            print(report, console.out());
        }
        UvInterpolateText.complain(report.problems(), console.err());
        if (report.cancelled()) {
            console.err().println("cameo: stopped; nothing was exported");
            return ExitCode.INTERRUPTED;
        }
        int whole = UvUnread.complain(unread, console.err());
        return report.isSound() ? whole : ExitCode.BAD_DATA;
    }

    private UvExportFormat format() {
        String wanted = to;
        Path name = source.out().getFileName();
        if (wanted == null) {
            UvExportFormat format = UvExportFormat.of(String.valueOf(name));
            if (format == UvExportFormat.WEBDATASET) {
                throw new IllegalArgumentException(
                        "--to says what to export to: webdataset, or end OUT in .npz, .parquet or .csv");
            }
            return format;
        }
        return Arrays.stream(UvExportFormat.values())
                .filter(format -> format.word().equals(wanted.strip().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such format: --to " + wanted + ", known: "
                        + Arrays.stream(UvExportFormat.values())
                                .map(UvExportFormat::word)
                                .collect(Collectors.joining(", "))));
    }

    private static void print(UvExportReport report, PrintStream out) {
        out.printf(
                Locale.ROOT,
                "%s of %s, %s in %.1f s%n",
                Numbers.count(report.written(), "sample"),
                report.set().word(),
                Numbers.bytes(report.bytes()),
                report.wallNanos() / 1e9);
        if (report.chosen() < report.samples()) {
            out.println("  " + Numbers.grouped(report.chosen()) + " of " + Numbers.grouped(report.samples())
                    + " were asked for");
        }
        if (report.incomplete() > 0) {
            out.println("  " + Numbers.grouped(report.incomplete()) + " of them lack their map or a view");
        }
        if (!report.files().isEmpty()) {
            Path first = report.files().getFirst();
            Path last = report.files().getLast();
            out.println(report.files().size() < 2 ? first.toString() : first + " .. " + last);
        }
    }

    private static void json(UvExportReport report, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("format", report.format().word());
        json.writeStringField("set", report.set().word());
        json.writeBooleanField("cancelled", report.cancelled());
        json.writeNumberField("samples", report.samples());
        json.writeNumberField("chosen", report.chosen());
        json.writeNumberField("written", report.written());
        json.writeNumberField("incomplete", report.incomplete());
        json.writeNumberField("bytes", report.bytes());
        json.writeArrayFieldStart("files");
        for (Path file : report.files()) {
            json.writeString(file.toString());
        }
        json.writeEndArray();
        UvInterpolateText.problems(report.problems(), json);
        json.writeNumberField("seconds", report.wallNanos() / 1e9);
        json.writeEndObject();
    }
}
