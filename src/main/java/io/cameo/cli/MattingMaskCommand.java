package io.cameo.cli;

import io.cameo.archive.FileTree;
import io.cameo.convert.matting.CocoDetections;
import io.cameo.convert.matting.Detections;
import io.cameo.convert.matting.MaskReport;
import io.cameo.convert.matting.MattingMask;
import io.cameo.convert.matting.PngDetections;
import io.cameo.dataset.matting.MattingLayout;
import io.cameo.dataset.matting.MattingPlace;
import io.cameo.dataset.matting.MattingPlaces;
import io.cameo.dataset.matting.MattingTree;
import io.cameo.matte.MaskMatching;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cameo matting mask}: masks for a tree of mattes. */
@Command(
        name = "mask",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Makes masks for mattes, under the mattes' names, in a folder beside theirs:",
            "out of the mattes, or a detector's masks, matched to mattes by overlap.",
            ""
        },
        footer = {
            "",
            "OUT may be TREE itself. Masks that are there are not overwritten.",
            "--from takes COCO's JSON (results with an id for each picture; the id is its",
            "number unless --images tells names) or PNGs in folders SPLIT/PICTURE/. Of both,",
            "masks of 2 %% of a picture or more count, and scores of 0.7 or more.",
            "A matte gets the mask with which the overlap (IoU with what is not 0) is above",
            "0.7 and largest: greedy as MaGGIe's benchmark, where two mattes may get the",
            "same, or one-to-one. Mattes without a mask are named, and get no file unless",
            "--fill makes them one. docs/matting-mask.md has every rule.",
            "",
            "Example, ready to paste in a Cameo checkout:",
            "  cameo matting mask testdata/matting/tree/I-HIM-MINI masked --coarse",
            "",
            "Exit code: 0 made, 1 some files are bad or mattes have no mask, 2 wrong usage,",
            "130 stopped."
        })
final class MattingMaskCommand implements Callable<Integer> {
    private static final String INCOMPLETE =
            " is not complete: remove the masks in it before the next run, which writes into none that are there";

    private final Console console;

    @Parameters(index = "0", paramLabel = "TREE", description = "A folder or archive with mattes.")
    private Path tree = Path.of("");

    @Parameters(index = "1", paramLabel = "OUT", description = "Where masks go; made if it is not there.")
    private Path out = Path.of("");

    @Option(
            names = "--name",
            paramLabel = "DIRNAME",
            description = "What folders of masks are called. Default: masks, or masks_matched with --from")
    private @Nullable String name;

    @Option(names = "--threshold", paramLabel = "T", description = "Samples above are the mask. Default: 127")
    private int above = MattingMask.DEFAULT_ABOVE;

    @Option(names = "--coarse", description = "Grow, shrink and cut masks, as in training; keeps the recipes.")
    private boolean coarse;

    @Option(names = "--seed", paramLabel = "S", description = "Of coarse masks. Default: 0")
    private long seed;

    @Option(names = "--from", paramLabel = "JSON|DIR", description = "A detector's masks.")
    private @Nullable Path from;

    @Option(names = "--images", paramLabel = "JSON", description = "An annotation file that tells names of ids.")
    private @Nullable Path images;

    @Option(names = "--matching", paramLabel = "HOW", description = "greedy or one-to-one. Default: greedy")
    private String matching = "greedy";

    @Option(names = "--iou", paramLabel = "X", description = "The overlap that is not enough yet. Default: 0.7")
    private double overlap = MaskMatching.LEAST_OVERLAP;

    @Option(names = "--score", paramLabel = "X", description = "The least score. Default: 0.7")
    private double score = Detections.LEAST_SCORE;

    @Option(names = "--area", paramLabel = "X", description = "The least share of a picture. Default: 0.02")
    private double area = Detections.LEAST_AREA;

    @Option(names = "--category", paramLabel = "ID", description = "COCO's category. Default: 1, persons")
    private long category = CocoDetections.Filter.USUAL.category();

    @Option(names = "--fill", description = "Make coarse masks for mattes that have got none.")
    private boolean fill;

    @Option(names = "--layout", paramLabel = "L", description = "As for check. Default: by its folders")
    private @Nullable String layout;

    @Option(names = "--split", paramLabel = "NAME", description = "One split only. Default: all")
    private @Nullable String split;

    @Option(
            names = {"--num-thread", "--workers"},
            paramLabel = "N",
            description = "Threads; what is made does not depend on them. Default: one per processor")
    private int workers = Runtime.getRuntime().availableProcessors();

    @Mixin
    private final ProgressOption progress = new ProgressOption();

    @Mixin
    private final TalkOptions talk = new TalkOptions();

    MattingMaskCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        MaskMatching.Rule rule = rule();
        if (workers < 1) {
            throw new IllegalArgumentException("--workers needs 1 or more: " + workers);
        }
        if (from == null && fill) {
            throw new IllegalArgumentException("--fill is for mattes that --from has no masks for");
        }
        MaskReport report;
        try (FileTree files = FileTree.open(tree);
                Detections detections = detections()) {
            String chosen = name;
            MattingMask job = MattingMask.of(MattingTree.of(files, place(files), ""))
                    .name(chosen != null ? chosen : detections == null ? "masks" : "masks_matched")
                    .above(above)
                    .coarse(coarse, seed)
                    .fill(fill)
                    .workers(workers)
                    .progress(
                            ProgressBar.on(console, talk.quiet() || talk.json() || !progress.isOn(), "masking", "img"));
            if (detections != null) {
                job.detections(detections, rule, overlap);
            }
            try (var _ = Interrupts.onInterrupt(job::cancel)) {
                report = OutputFile.making(out + INCOMPLETE, () -> job.writeTo(out));
            }
        }
        if (talk.json()) {
            JsonPrinter.print(console.out(), json -> MaskText.json(report, json));
        } else if (talk.talks()) {
            MaskText.print(report, from != null, console.out());
        }
        SynthText.complain(report.problems(), console.err());
        if (report.cancelled()) {
            console.err().println("cameo: stopped; " + out + INCOMPLETE);
            return ExitCode.INTERRUPTED;
        }
        boolean lacking = !fill && !report.unmatched().isEmpty();
        return report.isSound() && !lacking ? ExitCode.FINE : ExitCode.BAD_DATA;
    }

    private MaskMatching.Rule rule() {
        return switch (matching.toLowerCase(Locale.ROOT)) {
            case "greedy" -> MaskMatching.Rule.GREEDY;
            case "one-to-one" -> MaskMatching.Rule.ONE_TO_ONE;
            default -> throw new IllegalArgumentException("--matching is greedy or one-to-one: " + matching);
        };
    }

    private @Nullable Detections detections() throws IOException {
        Path source = from;
        if (source == null) {
            return null;
        }
        if (source.toString().endsWith(".json")) {
            InputFile.require(source);
            return CocoDetections.open(source, images, new CocoDetections.Filter(category, score, area));
        }
        return PngDetections.open(source, area);
    }

    private MattingPlace place(FileTree files) {
        MattingPlaces places = MattingLayout.recognise(files);
        String wanted = layout;
        MattingPlace place = wanted == null ? places.only() : places.of(MattingLayout.of(wanted));
        String only = split;
        return only == null ? place : place.only(only);
    }
}
