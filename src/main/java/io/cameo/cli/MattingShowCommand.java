package io.cameo.cli;

import io.cameo.archive.FileTree;
import io.cameo.archive.TreeFile;
import io.cameo.convert.matting.MattingSheet;
import io.cameo.convert.matting.MattingSheetReport;
import io.cameo.dataset.matting.MattingFrame;
import io.cameo.dataset.matting.MattingLayout;
import io.cameo.dataset.matting.MattingPlace;
import io.cameo.dataset.matting.MattingPlaces;
import io.cameo.dataset.matting.MattingRecords;
import io.cameo.dataset.matting.MattingTree;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cameo matting show}: images, mattes and trimaps as a contact sheet. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Draws a contact sheet (PNG): of each image the image itself, its mattes in a",
            "colour for each person, the people cut out, the trimap that scores are taken",
            "by, and coarse masks where there are some. Of a video its middle frame; with",
            "--clip frames of one video, everybody in the same colour in each. Faults stand",
            "beside the names.",
            ""
        },
        footer = {
            "",
            "Where there are more images than are shown, they are spread evenly. Where",
            "mattes sum to more than one, colours share the pixel. Trimap: black is nobody,",
            "white somebody, gray unknown, after a 25x25 ellipse as MaGGIe's metrics.",
            "",
            "Examples, ready to paste in a Cameo checkout:",
            "  cameo matting show testdata/matting/tree/HIM-MINI -o him.png",
            "  cameo matting show testdata/matting/tree/V-HIM-MINI --clip 00000 -o clip.png",
            "",
            "Exit code: 0 all shown, 1 something shown has an error, or is missing, 2 wrong",
            "usage or no matting data, 130 stopped."
        })
final class MattingShowCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(
            index = "0",
            paramLabel = "DIR|ARCHIVE.zip|FILE.rec",
            description = "A folder, an archive as it is, or a record file of 'cameo matting pack'.")
    private Path path = Path.of("");

    @Option(
            names = {"-o", "--output"},
            paramLabel = "OUT.png",
            description = "Where the sheet goes. Default: the name of what is shown, with .show.png")
    private @Nullable Path output;

    @Option(
            names = "--sample",
            split = ",",
            paramLabel = "NAME",
            description = "Only these images or videos, by their names: '0,17' or 'natural/0'.")
    private List<String> samples = new ArrayList<>();

    @Option(names = "--clip", paramLabel = "NAME", description = "Frames of this video, side by side.")
    private @Nullable String clip;

    @Option(names = "--limit", paramLabel = "N", description = "Images or videos at most, or frames. Default: 12; 6")
    private @Nullable Integer limit;

    @Option(names = "--columns", paramLabel = "N", description = "Images in a row, or frames. Default: 1; 6")
    private @Nullable Integer columns;

    @Option(names = "--thumb", paramLabel = "PX", description = "Width of each picture, in pixels. Default: 288")
    private int thumbPx = MattingSheet.DEFAULT_THUMB_PX;

    @Option(names = "--random", description = "Take images at random, not evenly.")
    private boolean random;

    @Option(names = "--seed", paramLabel = "N", description = "Other numbers, other images, with --random. Default: 1")
    private @Nullable Long seed;

    @Option(
            names = "--layout",
            paramLabel = "L",
            description = "image-train, image-test, him2k, video, rvm, image-matte or rgba. Default: by its folders")
    private @Nullable String layout;

    @Option(names = "--split", paramLabel = "NAME", description = "One split only. Default: all")
    private @Nullable String split;

    @Option(
            names = "--masks",
            paramLabel = "DIRNAME",
            description = "The folder of masks; '' for none. Default: masks_matched*, xmem or masks if there")
    private @Nullable String masks;

    @Mixin
    private final TalkOptions talk = new TalkOptions();

    MattingShowCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        if (seed != null && !random) {
            throw new IllegalArgumentException("--seed goes with --random");
        }
        if (clip != null && !samples.isEmpty()) {
            throw new IllegalArgumentException("--clip names a video already: leave --sample out");
        }
        Path png = sheetFile();
        MattingSheetReport report = FileTree.isTree(path) ? tree(png) : records(png);
        MattingShowText text = new MattingShowText(console);
        if (talk.json()) {
            JsonPrinter.print(console.out(), out -> MattingShowText.json(report, out));
        } else if (talk.talks()) {
            text.print(report);
        }
        text.complain(report);
        if (report.cancelled()) {
            return ExitCode.INTERRUPTED;
        }
        return report.isSound() ? ExitCode.FINE : ExitCode.BAD_DATA;
    }

    private Path sheetFile() {
        Path asked = output;
        if (asked != null) {
            return asked;
        }
        Path whole = path.toAbsolutePath().normalize();
        String stem = String.valueOf(whole.getFileName()).replaceFirst("(?i)\\.(rec|zip|z\\d+)$", "") + ".show.png";
        return path.toString().isEmpty() || whole.equals(path.toAbsolutePath())
                ? path.resolveSibling(stem)
                : whole.resolveSibling(stem);
    }

    private MattingSheetReport tree(Path png) throws IOException {
        OutputFile.require(png, List.of());
        if (OutputFile.isSame(png, path)) {
            throw new IllegalArgumentException("the output is an input: " + png);
        }
        try (FileTree files = FileTree.open(path)) {
            MattingPlaces places = MattingLayout.recognise(files);
            MattingPlace place = layout == null ? places.only() : places.of(MattingLayout.of(layout));
            if (split != null) {
                place = place.only(split);
            }
            MattingTree data = masks == null ? MattingTree.of(files, place) : MattingTree.of(files, place, masks);
            requireOther(png, data);
            return draw(MattingSheet.of(data), png);
        }
    }

    /** A sheet may lie in the folder that it shows, but not in place of an image or matte there. */
    private void requireOther(Path png, MattingTree data) throws IOException {
        if (!Files.exists(png) || !OutputFile.isWithin(png, path)) {
            return;
        }
        String name =
                path.toRealPath().relativize(OutputFile.whole(png)).toString().replace(File.separatorChar, '/');
        boolean taken = data.everything().stream()
                .flatMap(sample -> sample.frames().stream())
                .anyMatch(frame -> hasFile(frame, name));
        if (taken) {
            throw new IllegalArgumentException(
                    "the output would replace a file of the data, name it otherwise: " + png);
        }
    }

    private static boolean hasFile(MattingFrame frame, String name) {
        return frame.image().name().equals(name)
                || frame.instances().stream().anyMatch(one -> {
                    TreeFile mask = one.mask();
                    return one.alpha().name().equals(name)
                            || (mask != null && mask.name().equals(name));
                });
    }

    private MattingSheetReport records(Path png) throws IOException {
        InputFile.require(path);
        OutputFile.require(png, List.of(path));
        if (layout != null || split != null || masks != null) {
            throw new IllegalArgumentException("--layout, --split and --masks go with a folder or an archive: " + path);
        }
        try (MattingRecords records = MattingRecords.open(path)) {
            return draw(MattingSheet.of(records), png);
        }
    }

    private MattingSheetReport draw(MattingSheet sheet, Path png) throws IOException {
        sheet.samples(samples)
                .thumbPx(thumbPx)
                .progress(ProgressBar.on(console, talk.quiet() || talk.json(), "drawing", "img"));
        if (clip != null) {
            sheet.clip(clip);
        }
        if (limit != null) {
            sheet.limit(limit);
        }
        if (columns != null) {
            sheet.columns(columns);
        }
        if (random) {
            sheet.random(seed == null ? 1 : seed);
        }
        try (var _ = Interrupts.onInterrupt(sheet::cancel)) {
            return OutputFile.making("no " + png + " was made", () -> sheet.writeTo(png));
        }
    }
}
