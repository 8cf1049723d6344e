package io.cameo.cli;

import io.cameo.convert.RecordChoice;
import io.cameo.convert.RecordPage;
import io.cameo.convert.RecordSheet;
import io.cameo.convert.ShowReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cameo show}: a record file as a contact sheet, or as a page for the browser. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Shows what is in a record file: a contact sheet (PNG), or a page to search in",
            "(--html). Damaged records are shown as such, with the reason, and make the",
            "exit code 1.",
            ""
        },
        footer = {
            "",
            "Where more records fit than there is room for, they are spread evenly over the",
            "file. Records without a picture, as InsightFace's identity records, are left",
            "out and counted.",
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

    @Mixin
    private final TalkOptions talk = new TalkOptions();

    ShowCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        if (seed != null && !random) {
            throw new IllegalArgumentException("--seed goes with --random");
        }
        Path png = sheetFile();
        Path page = html;
        checkFiles(png, page);
        Long chosenSeed = random ? Long.valueOf(seed == null ? 1 : seed) : null;
        RecordChoice choice = new RecordChoice(labels, keys, chosenSeed, from, byLabel);
        List<ShowReport> reports = new ArrayList<>();
        if (png != null) {
            reports.add(OutputFile.making("no " + png + " was made", () -> sheet(choice, png)));
        }
        if (page != null) {
            reports.add(OutputFile.making("no " + page + " was made", () -> page(choice, page)));
        }
        ShowText text = new ShowText(console);
        for (ShowReport report : reports) {
            if (talk.talks()) {
                text.print(report);
            }
        }
        text.complain(reports.getLast());
        if (talk.json()) {
            JsonPrinter.print(console.out(), out -> ShowText.writeJson(out, reports));
        }
        return reports.stream().allMatch(ShowReport::isSound) ? ExitCode.FINE : ExitCode.BAD_DATA;
    }

    /** Where the contact sheet goes; null if there shall be none. */
    private @Nullable Path sheetFile() {
        if (output != null || html != null) {
            return output;
        }
        String name = rec.getFileName().toString();
        String stem = name.endsWith(".rec") ? name.substring(0, name.length() - 4) : name;
        return rec.resolveSibling(stem + ".show.png");
    }

    private void checkFiles(@Nullable Path png, @Nullable Path page) throws IOException {
        InputFile.require(rec);
        if (png != null) {
            OutputFile.require(png, List.of(rec));
        }
        if (page != null) {
            OutputFile.require(page, List.of(rec));
        }
        if (png != null && page != null && OutputFile.isSame(png, page)) {
            throw new IllegalArgumentException("-o and --html name the same file: " + png);
        }
    }

    private ShowReport sheet(RecordChoice choice, Path png) throws IOException {
        RecordSheet sheet = RecordSheet.of(rec)
                .choice(choice)
                .columns(columns)
                .rows(rows)
                .thumbPx(thumbPx)
                .progress(ProgressBar.on(console, talk.quiet(), "drawing", "img"));
        try (var _ = Interrupts.onInterrupt(sheet::cancel)) {
            return sheet.writeTo(png);
        }
    }

    private ShowReport page(RecordChoice choice, Path target) throws IOException {
        RecordPage page = RecordPage.of(rec)
                .choice(choice)
                .progress(
                        ProgressBar.on(console, talk.quiet(), "counting", "rec"),
                        ProgressBar.on(console, talk.quiet(), "drawing", "img"));
        page.limit(limit).thumbPx(thumbPx);
        try (var _ = Interrupts.onInterrupt(page::cancel)) {
            return page.writeTo(target);
        }
    }
}
