package io.cameo.cli;

import io.cameo.convert.ShowReport;
import io.cameo.convert.coco.CocoPage;
import io.cameo.convert.coco.CocoSheet;
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

/** {@code cameo coco show}: persons drawn over their images, as a contact sheet or a page. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Draws the persons of a record file over their images: masks in the colour of",
            "their number, skeletons (left blue, right orange, hidden joints as rings),",
            "crowds hatched, persons without key points grey with a dashed outline. A",
            "contact sheet (PNG), or a page (--html) with counts, charts and tables, where",
            "persons, photograph and plane lie over each other. Damaged records are shown",
            "as such, with the reason, and make the exit code 1.",
            ""
        },
        footer = {
            "",
            "Where there are more images than are shown, they are spread evenly over the",
            "file.",
            "",
            "Example, ready to paste after 'cameo demo':",
            "  cameo coco encode cameo-demo/scenes/annotations.json \\",
            "      cameo-demo/scenes/images scenes.rec",
            "  cameo coco show scenes.rec --html scenes.html",
            "",
            "Exit code: 0 all shown, 1 something is damaged or missing, 2 wrong usage."
        })
final class CocoShowCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(index = "0", paramLabel = "FILE", description = "A .rec or .h5 file of 'cameo coco encode'.")
    private Path file = Path.of("");

    @Option(
            names = {"-o", "--output"},
            paramLabel = "OUT.png",
            description = "Where the contact sheet goes. Default: the file's name with .show.png")
    private @Nullable Path output;

    @Option(
            names = "--html",
            paramLabel = "OUT.html",
            description = "Make a page instead: one file that loads nothing. With -o, make both.")
    private @Nullable Path html;

    @Option(names = "--id", split = ",", paramLabel = "N", description = "Only these images: '139,285'.")
    private List<Long> ids = new ArrayList<>();

    @Option(names = "--limit", paramLabel = "N", description = "Images at most. Default: 24 on a sheet, 60 on a page")
    private @Nullable Integer limit;

    @Mixin
    private final TalkOptions talk = new TalkOptions();

    CocoShowCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Path png = sheetFile();
        Path page = html;
        checkFiles(png, page);
        List<ShowReport> reports = new ArrayList<>();
        if (png != null) {
            reports.add(OutputFile.making("no " + png + " was made", () -> sheet(png)));
        }
        if (page != null) {
            reports.add(OutputFile.making("no " + page + " was made", () -> page(page)));
        }
        ShowText text = new ShowText(console);
        if (talk.talks()) {
            reports.forEach(text::print);
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
        String name = String.valueOf(file.getFileName());
        return file.resolveSibling(name.replaceFirst("\\.(rec|h5)$", "") + ".show.png");
    }

    private void checkFiles(@Nullable Path png, @Nullable Path page) throws IOException {
        InputFile.require(file);
        if (png != null) {
            OutputFile.require(png, List.of(file));
        }
        if (page != null) {
            OutputFile.require(page, List.of(file));
        }
        if (png != null && page != null && OutputFile.isSame(png, page)) {
            throw new IllegalArgumentException("-o and --html name the same file: " + png);
        }
    }

    private ShowReport sheet(Path png) throws IOException {
        CocoSheet sheet = CocoSheet.of(file)
                .ids(ids)
                .limit(limit == null ? CocoSheet.DEFAULT_LIMIT : limit)
                .progress(ProgressBar.on(console, talk.quiet(), "drawing", "img"));
        try (var _ = Interrupts.onInterrupt(sheet::cancel)) {
            return sheet.writeTo(png);
        }
    }

    private ShowReport page(Path target) throws IOException {
        CocoPage page = CocoPage.of(file)
                .ids(ids)
                .limit(limit == null ? CocoPage.DEFAULT_LIMIT : limit)
                .progress(
                        ProgressBar.on(console, talk.quiet(), "counting", "rec"),
                        ProgressBar.on(console, talk.quiet(), "drawing", "img"));
        try (var _ = Interrupts.onInterrupt(page::cancel)) {
            return page.writeTo(target);
        }
    }
}
