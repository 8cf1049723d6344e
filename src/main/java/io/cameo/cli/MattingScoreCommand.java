package io.cameo.cli;

import io.cameo.archive.FileTree;
import io.cameo.convert.matting.MattingScore;
import io.cameo.convert.matting.MattingScoreReport;
import io.cameo.dataset.matting.MattingLayout;
import io.cameo.dataset.matting.MattingPlace;
import io.cameo.dataset.matting.MattingSplit;
import io.cameo.matte.InstanceQuality;
import io.cameo.matte.Metric;
import io.cameo.matte.Scale;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cameo matting score}: how far predicted mattes are from the true ones. */
@Command(
        name = "score",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Scores predicted mattes against true ones of the same names: MAD, MSE, SAD,",
            "Grad, Conn, dtSSD and IMQ, over the image and by regions.",
            ""
        },
        footer = {
            "",
            "Folders hold mattes and nothing else; of a whole data set name that of mattes.",
            "Names are IMAGE/INSTANCE.png below any folders, CLIP/FRAME/INSTANCE.png with",
            "--video. 16-bit mattes count as they are; files with colours or an alpha",
            "channel of their own are refused, as nobody can tell which channel is meant.",
            "",
            "Scales: standard is that of most papers. maggie is that of MaGGIe's code, in",
            "which MAD and MSE depend on the resolution: standard x 10^7 / pixels.",
            "Regions are those of the eval trimap, made with a 25x25 ellipse, or --trimap's.",
            "Means are over mattes; IMQ matches instances by overlap, not by name.",
            "",
            "Example, ready to paste in a Cameo checkout:",
            "  cameo matting score testdata/matte/clips/predicted \\",
            "      testdata/matte/clips/truth --video",
            "",
            "Exit code: 0 every matte scored, 1 some missing, extra or bad, 2 wrong usage,",
            "130 stopped."
        })
final class MattingScoreCommand implements Callable<Integer> {
    private static final int DEFAULT_LIMIT = 10;

    private final Console console;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "PRED", description = "A folder of predicted mattes, or an archive as it is.")
    private Path predicted = Path.of("");

    @Parameters(index = "1", paramLabel = "GT", description = "The same of true ones.")
    private Path truth = Path.of("");

    @Option(names = "--scale", paramLabel = "NAME", description = "standard or maggie. Default: standard")
    private String scale = "standard";

    @Option(
            names = "--metrics",
            paramLabel = "NAME",
            split = ",",
            description = "mad, mse, sad, grad, conn, dtssd, imq. Default: all but imq")
    private List<String> metrics = List.of();

    @Option(names = "--video", description = "Folders of mattes are frames of clips.")
    private boolean video;

    @Option(names = "--single", description = "One matte an image: IMAGE.png, or CLIP/FRAME.png.")
    private boolean single;

    @Option(
            names = "--trimap",
            paramLabel = "DIR",
            description = "Trimaps, also an archive, by the names of the true mattes.")
    private @Nullable Path trimap;

    @Option(names = "--iou", paramLabel = "SHARE", description = "The least overlap of a pair, for IMQ. Default: 0.5")
    private double iou = InstanceQuality.IOU;

    @Option(names = "--limit", paramLabel = "N", description = "Images to show, the worst ones. Default: 10")
    private int limit = DEFAULT_LIMIT;

    @Option(
            names = {"--num-thread", "--workers"},
            paramLabel = "N",
            description = "Threads that score. Default: one per processor")
    private int workers = Runtime.getRuntime().availableProcessors();

    @Mixin
    private final ProgressOption progress = new ProgressOption();

    @Mixin
    private final TalkOptions talk = new TalkOptions();

    MattingScoreCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Scale chosenScale = scale();
        Set<Metric> chosen = metrics();
        if (limit < 0 || workers < 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    limit < 0 ? "--limit needs 0 or more: " + limit : "--workers needs 1 or more: " + workers);
        }
        if (!(iou > 0 && iou <= 1)) {
            throw new ParameterException(spec.commandLine(), "--iou needs a share above 0, up to 1: " + iou);
        }
        Path given = trimap;
        MattingScoreReport report;
        try (FileTree predictedTree = FileTree.open(predicted);
                FileTree truthTree = FileTree.open(truth);
                FileTree trimapTree = given == null ? null : FileTree.open(given)) {
            requireMattes(predictedTree, "PRED");
            requireMattes(truthTree, "GT");
            boolean hidden = talk.quiet() || talk.json() || !progress.isOn();
            MattingScore job = MattingScore.of(predictedTree, truthTree)
                    .scale(chosenScale)
                    .metrics(chosen)
                    .video(video)
                    .single(single)
                    .trimaps(trimapTree)
                    .iou(iou)
                    .workers(workers)
                    .progress(ProgressBar.on(console, hidden, "scoring", video ? "clip" : "img"));
            try (var _ = Interrupts.onInterrupt(job::cancel)) {
                report = job.run();
            }
        }
        if (talk.json()) {
            JsonPrinter.print(console.out(), json -> MattingScoreJson.write(report, json));
        } else if (talk.talks()) {
            new MattingScoreText(report, limit).print(console.out());
        } else if (!report.isComplete()) {
            console.err().println("cameo: " + MattingScoreText.faults(report));
        }
        if (report.cancelled()) {
            console.err().println("cameo: stopped; the rest was not scored");
            return ExitCode.INTERRUPTED;
        }
        return report.isComplete() ? ExitCode.FINE : ExitCode.BAD_DATA;
    }

    /** Of a whole data set masks would be scored as mattes, and the means be of both. In an archive no folder can be named. */
    private static void requireMattes(FileTree tree, String what) {
        if (!Files.isDirectory(tree.path())) {
            return;
        }
        for (MattingPlace place : MattingLayout.recognise(tree).all()) {
            if (place.layout() != MattingLayout.RGBA) {
                MattingSplit split = place.splits().getFirst();
                throw new IllegalArgumentException(what + " is a whole data set, name the folder of its mattes, as "
                        + tree.path().resolve(split.alphas()));
            }
        }
    }

    private Scale scale() {
        return switch (scale.toLowerCase(Locale.ROOT)) {
            case "standard" -> Scale.STANDARD;
            case "maggie" -> Scale.MAGGIE;
            default -> throw new ParameterException(spec.commandLine(), "--scale is standard or maggie: " + scale);
        };
    }

    private Set<Metric> metrics() {
        Set<Metric> chosen = EnumSet.noneOf(Metric.class);
        try {
            metrics.forEach(name -> chosen.add(Metric.named(name.strip())));
        } catch (IllegalArgumentException unknown) {
            throw new ParameterException(spec.commandLine(), unknown.getMessage(), unknown);
        }
        if (metrics.isEmpty()) {
            chosen.addAll(MattingScore.DEFAULT_METRICS);
        } else if (chosen.contains(Metric.DTSSD) && !video) {
            throw new ParameterException(spec.commandLine(), "dtssd is measured between frames: it needs --video");
        }
        if (!video) {
            chosen.remove(Metric.DTSSD);
        }
        return chosen;
    }
}
