package io.cameo.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cameo.archive.FileTree;
import io.cameo.convert.Numbers;
import io.cameo.convert.ffhquv.UvPack;
import io.cameo.convert.ffhquv.UvPackReport;
import io.cameo.dataset.ffhquv.UvPart;
import io.cameo.dataset.ffhquv.UvSet;
import io.cameo.dataset.ffhquv.UvTree;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cameo uv pack}: maps, latents and all else of FFHQ-UV, a record for each id, and the table to ask. */
@Command(
        name = "pack",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Packs FFHQ-UV or FFHQ-UV-Interpolate: a record for each id with its map, the",
            "latents of its views, what the project has of the image that it was made from,",
            "and under which terms each part is; and a table for 'cameo uv query'.",
            ""
        },
        footer = {
            "",
            "Folders and archives are read in place, in any layout of the release. Maps stay",
            "byte for byte, unless --template says what they share. docs/uv-records.md",
            "specifies the records; tools that decode records see the maps. The key of a",
            "record is the number of its id.",
            "A sample with a file that is damaged or not what it should be is rejected:",
            "STEM.rejects.tsv names it, and the exit code is 1. What is missing is no",
            "reason, but with --complete.",
            "",
            "Example, ready to paste in a Cameo checkout:",
            "  cameo uv pack testdata/convert/ffhquv/release ffhq-uv.rec --set ffhq-uv",
            "",
            "Exit code: 0 all packed, 1 something rejected or not readable, 2 wrong usage",
            "or no FFHQ-UV, 130 stopped."
        })
final class UvPackCommand implements Callable<Integer> {
    private static final PackText.Words WORDS =
            new PackText.Words("samples", "sample", "'cameo uv check' says what is wrong with each.");

    private final Console console;

    @Parameters(
            index = "0..*",
            arity = "1..*",
            paramLabel = "DIR|ARCHIVE.zip... OUT.rec",
            hideParamSyntax = true,
            description = "Folders and archives of the release, then where to write. A file of that name is replaced"
                    + " when the new one is whole.")
    private List<Path> paths = List.of();

    @Option(
            names = "--set",
            paramLabel = "S",
            description = "ffhq-uv or ffhq-uv-interpolate. Default: the one that is there")
    private @Nullable String set;

    @Option(
            names = "--template",
            paramLabel = "MAP.png",
            description = "The map that others share their hair with: keep what differs from it, lossless, where that"
                    + " is smaller. Pixels come back then, files are encoded anew")
    private @Nullable Path template;

    @Option(
            names = "--latents",
            paramLabel = "FORM",
            description = "float32: arrays, of which the same files are made again; or pt: the files. Default: float32")
    private String latents = "float32";

    @Option(names = "--complete", description = "Reject samples that lack their map, a view or a meta entry.")
    private boolean complete;

    @Option(
            names = "--licence",
            paramLabel = "PART=TEXT",
            description = "Under which terms a part is, as map=..., front=..., attributes=...; again for each part."
                    + " Default: what the release says")
    private List<String> licences = List.of();

    @Mixin
    private final RunOptions run = new RunOptions();

    UvPackCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        if (paths.size() < 2) {
            throw new IllegalArgumentException("name folders or archives, then OUT.rec: only one name is there");
        }
        Path output = paths.getLast();
        List<Path> roots = paths.subList(0, paths.size() - 1);
        for (Path root : roots) {
            if (Files.notExists(root)) {
                throw new NoSuchFileException(root.toString());
            }
        }
        OutputFile.requireRecords(output, List.of(), false);
        for (Path root : roots) {
            if (OutputFile.isSame(output, root)) {
                throw new IllegalArgumentException("the output is an input: " + output);
            }
        }
        UvPackReport report;
        try (UvTree tree = UvTree.open(roots)) {
            UvPack job = UvPack.from(tree).keepPt(isPt()).complete(complete);
            if (set != null) {
                job.set(set(set));
            }
            Path png = template;
            if (png != null) {
                InputFile.require(png);
                job.template(png);
            }
            licences.forEach(text -> licence(job, text));
            run.applyTo(job, console, "packing");
            try (var _ = Interrupts.onInterrupt(job::cancel)) {
                report = OutputFile.making("no " + output + " was made", () -> job.writeTo(output));
            }
        }
        return show(report);
    }

    private boolean isPt() {
        return switch (latents) {
            case "pt" -> true;
            case "float32" -> false;
            default -> throw new IllegalArgumentException("--latents needs float32 or pt: " + latents);
        };
    }

    /** The set of that name. */
    private static UvSet set(String word) {
        return Arrays.stream(UvSet.values())
                .filter(any -> any != UvSet.PROJECT && any.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("--set needs ffhq-uv or ffhq-uv-interpolate: " + word));
    }

    private static void licence(UvPack job, String text) {
        int equals = text.indexOf('=');
        String word = equals < 0 ? text : text.substring(0, equals);
        UvPart part = UvPart.worded(word).orElse(null);
        if (equals < 0 || part == null) {
            throw new IllegalArgumentException("--licence needs PART=TEXT, with one of "
                    + Arrays.stream(UvPart.values()).map(UvPart::word).toList() + ": " + text);
        }
        job.licence(part, text.substring(equals + 1));
    }

    private int show(UvPackReport report) throws IOException {
        if (run.talk().json()) {
            JsonPrinter.print(console.out(), out -> writeJson(report, out));
        } else if (run.talk().talks()) {
            print(report, console.out());
        }
        int _ = UvUnread.complain(report.problems(), console.err());
        if (!report.records().complete()) {
            PackText.complain(console.err(), report.records(), WORDS);
        }
        return report.isSound() ? ExitCode.FINE : ExitCode.BAD_DATA;
    }

    private static void print(UvPackReport report, PrintStream out) {
        PackText.print(out, report.records(), WORDS);
        if (report.residuals() > 0) {
            out.printf(
                    Locale.ROOT,
                    "%s against the template: maps take %s instead of %s, %.1f %% less%n",
                    Numbers.count(report.residuals(), "map"),
                    Numbers.bytes(report.storedMapBytes()),
                    Numbers.bytes(report.mapBytes()),
                    savedPercent(report));
        }
        if (report.notKept() > 0) {
            out.println(Numbers.count(report.notKept(), "file") + " of the release in no record");
        }
        if (report.records().complete()) {
            out.println(OutputFile.listed(report.records().rec()) + "  " + report.table());
        }
    }

    private static double savedPercent(UvPackReport report) {
        return 100.0 * (report.mapBytes() - report.storedMapBytes()) / Math.max(1, report.mapBytes());
    }

    private static void writeJson(UvPackReport report, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("set", report.set().word());
        out.writeStringField(
                "table", report.table() == null ? null : report.table().toString());
        out.writeNumberField("maps", report.maps());
        out.writeNumberField("residuals", report.residuals());
        out.writeNumberField("map_bytes", report.mapBytes());
        out.writeNumberField("stored_map_bytes", report.storedMapBytes());
        out.writeNumberField("saved_percent", savedPercent(report));
        out.writeNumberField("not_kept", report.notKept());
        out.writeArrayFieldStart("problems");
        for (FileTree.Problem problem : report.problems()) {
            out.writeString(problem.name() + ": " + problem.reason());
        }
        out.writeEndArray();
        out.writeFieldName("run");
        PackText.writeJson(out, report.records(), true);
        out.writeEndObject();
    }
}
