package io.cameo.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cameo.archive.FileTree;
import io.cameo.convert.Numbers;
import io.cameo.convert.ffhquv.UvMetrics;
import io.cameo.convert.ffhquv.UvMetricsReport;
import io.cameo.convert.ffhquv.UvSheet;
import io.cameo.convert.ffhquv.UvSheetReport;
import io.cameo.dataset.ffhquv.UvTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cameo uv show}: maps on a sheet. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Draws a contact sheet (PNG): of each id the map, a heat map of where its halves",
            "differ in blurred brightness (what BS Error is the mean of), its attributes,",
            "and a ball under the light of its photograph where the project is at hand.",
            ""
        },
        footer = {
            "",
            "All heat maps of a sheet have one scale, from 0 to the number at its end, in",
            "levels of 0 to 255. --scale makes two sheets comparable. Where there are more",
            "maps than are shown, they are spread evenly. Damaged ones are red.",
            "",
            "Example, ready to paste in a Cameo checkout:",
            "  cameo uv show testdata/convert/ffhquv/release --set ffhq-uv -o uv.png",
            "",
            "Exit code: 0 all shown, 1 something is damaged or missing, 2 wrong usage,",
            "130 stopped."
        })
final class UvShowCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(
            arity = "1..*",
            paramLabel = "DIR|ARCHIVE.zip|FILE.rec",
            description = "Folders and archives, as they are, or records of 'cameo uv pack'.")
    private List<Path> paths = List.of();

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "OUT.png",
            description = "Where the sheet goes.")
    private Path output = Path.of("");

    @Option(
            names = "--set",
            paramLabel = "NAME",
            description = "ffhq-uv, interpolate or project, if several have maps.")
    private @Nullable String set;

    @Option(
            names = {"--id", "--ids"},
            split = ",",
            paramLabel = "ID",
            description = "Only these: '000017,000123'.")
    private List<String> ids = new ArrayList<>();

    @Option(
            names = {"--limit", "--count"},
            paramLabel = "N",
            description = "Maps at most. Default: 12")
    private int limit = UvSheet.DEFAULT_LIMIT;

    @Option(names = "--columns", paramLabel = "N", description = "Maps in a row. Default: 2")
    private @Nullable Integer columns;

    @Option(names = "--thumb", paramLabel = "PX", description = "Side of each map, in pixels. Default: 240")
    private int thumbPx = UvSheet.DEFAULT_THUMB_PX;

    @Option(
            names = "--scale",
            paramLabel = "LEVELS",
            description = "What the brightest colour of heat maps stands for. Default: by the maps")
    private @Nullable Double scale;

    @Mixin
    private final TalkOptions talk = new TalkOptions();

    UvShowCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        UvOutput.requireFile(output, ".png", paths);
        UvSheetReport report;
        List<FileTree.Problem> unread;
        try (UvTree tree = UvTree.open(paths)) {
            unread = tree.problems();
            UvSheet sheet = UvSheet.of(tree, set == null ? UvMetrics.setOf(tree) : UvSets.of(set))
                    .ids(ids)
                    .limit(limit)
                    .thumbPx(thumbPx)
                    .progress(ProgressBar.on(console, talk.quiet() || talk.json(), "drawing", "map"));
            if (columns != null) {
                sheet.columns(columns);
            }
            if (scale != null) {
                sheet.scale(scale);
            }
            try (var _ = Interrupts.onInterrupt(sheet::cancel)) {
                report = OutputFile.making("no " + output + " was made", () -> sheet.writeTo(output));
            }
        }
        if (talk.json()) {
            JsonPrinter.print(console.out(), out -> json(report, out));
        } else if (talk.talks() && !report.cancelled()) {
            console.out()
                    .printf(
                            Locale.ROOT,
                            "%s  %,d of %s  %s in %.1f s%n",
                            report.output(),
                            report.shown(),
                            Numbers.count(report.all(), "map"),
                            Numbers.bytes(report.outputBytes()),
                            report.wallNanos() / 1e9);
        }
        complain(report);
        if (report.cancelled()) {
            return ExitCode.INTERRUPTED;
        }
        int whole = UvUnread.complain(unread, console.err());
        return report.isSound() ? whole : ExitCode.BAD_DATA;
    }

    private void complain(UvSheetReport report) {
        if (report.cancelled()) {
            console.err().println("cameo: stopped; no " + report.output() + " was made");
            return;
        }
        for (UvMetricsReport.Fault fault : report.faults()) {
            console.err().println("cameo: " + Console.printable(fault.id() + ": " + fault.reason()));
        }
        if (!report.missing().isEmpty()) {
            console.err()
                    .println("cameo: no map has this id: " + Console.printable(String.join(", ", report.missing())));
        }
    }

    private static void json(UvSheetReport report, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("output", report.output().toString());
        out.writeNumberField("output_bytes", report.outputBytes());
        out.writeStringField("set", report.set().word());
        out.writeNumberField("all", report.all());
        out.writeNumberField("shown", report.shown());
        out.writeNumberField("scale", report.scale());
        out.writeArrayFieldStart("missing");
        for (String id : report.missing()) {
            out.writeString(id);
        }
        out.writeEndArray();
        out.writeArrayFieldStart("faults");
        for (UvMetricsReport.Fault fault : report.faults()) {
            out.writeStartObject();
            out.writeStringField("id", fault.id());
            out.writeStringField("reason", fault.reason());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeBooleanField("cancelled", report.cancelled());
        out.writeNumberField("seconds", report.wallNanos() / 1e9);
        out.writeEndObject();
    }
}
