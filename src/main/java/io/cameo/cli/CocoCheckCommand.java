package io.cameo.cli;

import io.cameo.archive.FileTree;
import io.cameo.convert.coco.CocoCheck;
import io.cameo.convert.coco.CocoCheckReport;
import io.cameo.dataset.coco.CocoCategories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cameo coco check}: whether an annotation file, and its images, can be encoded. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Finds every fault of a COCO annotation file, and of its images if their folder",
            "is given. Reads and rasterises every annotation, never stops at the first one.",
            ""
        },
        footer = {
            "",
            "Errors, for which 'cameo coco encode' refuses an image:",
            "  an annotation that cannot be read; segmentations missing or no mask; run",
            "  lengths of another size than the image; more than 63 persons; annotations",
            "  of one image that differ in the number of key points; image files missing,",
            "  damaged, of another size, or to be turned by their EXIF tag",
            "Remarks, for which it does not:",
            "  ids that stand twice; annotations of images or categories not listed; area",
            "  0; area or box far from the mask's; boxes beyond the image; empty masks;",
            "  crowds as polygons; key points other in number than the category's;",
            "  num_keypoints other than the key points marked",
            "",
            "Example, ready to paste in a Cameo checkout:",
            "  cameo coco check testdata/dataset/coco/errors.json",
            "",
            "Exit code: 0 no errors, 1 errors or no annotation file, 2 wrong usage,",
            "130 stopped."
        })
final class CocoCheckCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "ANNOTATIONS.json", description = "An annotation file, or one of results.")
    private Path json = Path.of("");

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "IMAGES",
            description = "The folder of its images, or a zip archive of it.")
    private @Nullable Path images;

    @Option(
            names = "--category",
            paramLabel = "NAME",
            description = "Only annotations of this category, by name or id. May be repeated. Default: all")
    private List<String> categories = List.of();

    @Option(names = "--all", description = "Look at the files of images without annotations, too.")
    private boolean all;

    @Option(names = "--limit", paramLabel = "N", description = "Examples to show of each kind. Default: 3")
    private int limit = CocoCheck.DEFAULT_EXAMPLES;

    @Option(
            names = {"--num-thread", "--workers"},
            paramLabel = "N",
            description = "Threads that check. Default: one per processor")
    private int workers = Runtime.getRuntime().availableProcessors();

    @Mixin
    private final ProgressOption progress = new ProgressOption();

    @Mixin
    private final TalkOptions talk = new TalkOptions();

    CocoCheckCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        if (limit < 0 || workers < 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    limit < 0 ? "--limit needs 0 or more: " + limit : "--workers needs 1 or more: " + workers);
        }
        InputFile.require(json);
        CocoCheck check = CocoCheck.of(json)
                .categories(CocoCategories.of(categories))
                .emptyToo(all)
                .examples(limit)
                .workers(workers)
                .progress(ProgressBar.on(console, talk.quiet() || !progress.isOn(), "checking", "img"));
        if (images != null) {
            if (!FileTree.isTree(images)) {
                throw Files.exists(images)
                        ? new NotDirectoryException(images.toString())
                        : new NoSuchFileException(images.toString());
            }
            check.images(images);
        }
        CocoCheckReport report;
        try (var _ = Interrupts.onInterrupt(check::cancel)) {
            report = check.run();
        }
        if (talk.json()) {
            JsonPrinter.print(console.out(), out -> CocoCheckText.writeJson(report, out));
        } else if (talk.talks()) {
            CocoCheckText.print(report, console.out());
        } else if (!report.isSound()) {
            console.err().println("cameo: " + CocoCheckText.summary(report));
        }
        if (report.cancelled()) {
            console.err().println("cameo: stopped; nothing is known of the rest");
            return ExitCode.INTERRUPTED;
        }
        return report.isSound() ? ExitCode.FINE : ExitCode.BAD_DATA;
    }
}
