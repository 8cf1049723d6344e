package io.cameo.cli;

import io.cameo.convert.RecordChoice;
import io.cameo.convert.RecordPage;
import io.cameo.convert.RecordSheet;
import io.cameo.convert.ShowReport;
import io.cameo.record.CixFile;
import io.cameo.record.RecordIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cameo show}: a record file as a contact sheet, or as a page for the browser. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Shows what is in a record file: a contact sheet (PNG), or a page to search in (--html).",
            "Damaged records are shown as such, with the reason, and make the exit code 1.",
            ""
        },
        footer = {
            "",
            "Where more records fit than there is room for, they are spread evenly over the file.",
            "Records without a picture, as InsightFace's identity records, are left out and counted.",
            "",
            "Examples, ready to paste (the first makes the file):",
            "  cameo demo cameo-demo --quiet",
            "  cameo show cameo-demo/faces.rec",
            "  cameo show cameo-demo/faces.rec --html faces.html --label 3,7",
            "",
            "Exit code: 0 all shown, 1 something is damaged or missing, 2 wrong usage."
        })
final class ShowCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "FILE.rec",
            description = "The record file; the index beside it is read if there is one.")
    private Path rec;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "OUT.png",
            description = "Where the contact sheet goes. Default: the file's name with .show.png")
    private @Nullable Path output;

    @Option(
            names = "--html",
            paramLabel = "OUT.html",
            description = "Make a page instead: one file with pictures, search and histograms. With -o, make both.")
    private @Nullable Path html;

    @Option(names = "--columns", paramLabel = "N", description = "Pictures in a row of the sheet. Default: 12")
    private int columns = RecordSheet.DEFAULT_COLUMNS;

    @Option(names = "--rows", paramLabel = "N", description = "Rows of the sheet, at most. Default: 8")
    private int rows = RecordSheet.DEFAULT_ROWS;

    @Option(names = "--thumb", paramLabel = "PX", description = "Side of a picture, in pixels. Default: 112")
    private int thumbPx = RecordSheet.DEFAULT_THUMB_PX;

    @Option(
            names = "--label",
            split = ",",
            paramLabel = "L",
            description = "Only records whose first label is one of these: '7' or '3,7'.")
    private List<Float> labels = new ArrayList<>();

    @Option(names = "--keys", split = ",", paramLabel = "K", description = "Only these keys: '12,40,100-199'.")
    private List<String> keys = new ArrayList<>();

    @Option(names = "--random", description = "Take records at random, not evenly.")
    private boolean random;

    @Option(names = "--seed", paramLabel = "N", description = "Other numbers, other records, with --random. Default: 1")
    private @Nullable Long seed;

    @Option(
            names = "--from",
            paramLabel = "POSITION",
            description = "Begin at this position, from 0, and take what follows one after the other.")
    private @Nullable Integer from;

    @Option(names = "--by-label", description = "Order by label instead of by position.")
    private boolean byLabel;

    @Option(names = "--limit", paramLabel = "N", description = "Pictures on the page, at most. Default: 2000")
    private int limit = RecordPage.DEFAULT_LIMIT;

    @Option(names = "--quiet", description = "Print nothing but errors.")
    private boolean quiet;

    @Option(names = "--json", description = "Print the result as one JSON array.")
    private boolean json;

    ShowCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        if (seed != null && !random) {
            throw usage("--seed goes with --random");
        }
        Long chosenSeed = random ? Long.valueOf(seed == null ? 1 : seed) : null;
        RecordChoice choice = checked(() -> new RecordChoice(labels, keys, chosenSeed, from, byLabel));
        List<ShowReport> reports = new ArrayList<>();
        if (html == null || output != null) {
            reports.add(sheet(choice));
        }
        if (html != null) {
            reports.add(page(choice, html));
        }
        ShowText text = new ShowText(console);
        for (ShowReport report : reports) {
            if (!quiet && !json) {
                text.print(report);
            }
        }
        text.complain(reports.getLast());
        if (json) {
            JsonPrinter.print(console.out(), out -> ShowText.writeJson(out, reports));
        }
        return reports.stream().allMatch(ShowReport::isSound) ? ExitCode.FINE : ExitCode.BAD_DATA;
    }

    private ShowReport sheet(RecordChoice choice) throws IOException {
        Path png = output;
        if (png == null) {
            String name = rec.getFileName().toString();
            String stem = name.endsWith(".rec") ? name.substring(0, name.length() - 4) : name;
            png = rec.resolveSibling(stem + ".show.png");
        }
        refuseToOverwriteRecords(png);
        RecordSheet sheet = RecordSheet.of(rec)
                .choice(choice)
                .columns(columns)
                .rows(rows)
                .thumbPx(thumbPx)
                .progress(ProgressBar.on(console, quiet, "drawing", "img"));
        try (var _ = Interrupts.onInterrupt(sheet::cancel)) {
            return sheet.writeTo(png);
        }
    }

    private ShowReport page(RecordChoice choice, Path target) throws IOException {
        refuseToOverwriteRecords(target);
        RecordPage page = RecordPage.of(rec)
                .choice(choice)
                .progress(
                        ProgressBar.on(console, quiet, "counting", "rec"),
                        ProgressBar.on(console, quiet, "drawing", "img"));
        checked(() -> page.limit(limit).thumbPx(thumbPx));
        try (var _ = Interrupts.onInterrupt(page::cancel)) {
            return page.writeTo(target);
        }
    }

    private void refuseToOverwriteRecords(Path target) throws IOException {
        for (Path source : List.of(rec, RecordIndex.besides(rec), CixFile.besides(rec))) {
            if (Files.exists(source) && Files.exists(target) && Files.isSameFile(source, target)) {
                throw usage("the output would replace the records: " + target);
            }
        }
    }

    private <T> T checked(Supplier<T> option) {
        try {
            return option.get();
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), String.valueOf(wrong.getMessage()), wrong);
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
