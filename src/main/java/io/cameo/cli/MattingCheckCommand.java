package io.cameo.cli;

import io.cameo.archive.FileTree;
import io.cameo.convert.matting.MattingCheck;
import io.cameo.convert.matting.MattingCheckReport;
import io.cameo.dataset.matting.MattingLayout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cameo matting check}: whether matting data can be trained and tested on. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Finds every fault of a tree of images and mattes, and says what a run of",
            "MaGGIe's loaders would make of each. Decodes every image, matte and mask.",
            ""
        },
        footer = {
            "",
            "Errors, with which a run fails, or learns or scores what is not so:",
            "  images, mattes or masks that are cut off, damaged, or differ in size; 16-bit",
            "  mattes; mattes in an alpha channel; images without mattes; frames with",
            "  different instances; masks without mattes; names and orders that mislead",
            "Warnings, with which it has less or other data than one may think:",
            "  images and mattes that are never seen; empty mattes; mattes that sum to more",
            "  than one; colour profiles and EXIF tags; videos shorter than a clip",
            "Notes: stray files, gaps in numbers, values from 1 to 4.",
            "docs/matting.md lists all of them.",
            "",
            "Example, ready to paste in a Cameo checkout:",
            "  cameo matting check testdata/matting/broken/w03_silent_shift",
            "",
            "Exit code: 0 no errors, 1 errors, 2 wrong usage or no matting data,",
            "130 stopped."
        })
final class MattingCheckCommand implements Callable<Integer> {
    private static final int JSON_EXAMPLES = 1000;

    private final Console console;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "DIR|ARCHIVE.zip", description = "A folder, or an archive as it is.")
    private Path path = Path.of("");

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

    @Option(names = "--clip", paramLabel = "N", description = "Frames of a clip to train on. Default: 8")
    private int clip = MattingCheck.DEFAULT_CLIP_FRAMES;

    @Option(names = "--max-inst", paramLabel = "N", description = "Instances that take part. Default: 10")
    private int mostInstances = MattingCheck.DEFAULT_MOST_INSTANCES;

    @Option(
            names = "--max-shown",
            paramLabel = "N",
            description = "Findings to show of each kind. Default: 3, or 1000 with --json")
    private @Nullable Integer shown;

    @Option(
            names = {"--num-thread", "--workers"},
            paramLabel = "N",
            description = "Threads that decode. Default: one per processor")
    private int workers = Runtime.getRuntime().availableProcessors();

    @Mixin
    private final ProgressOption progress = new ProgressOption();

    @Mixin
    private final TalkOptions talk = new TalkOptions();

    MattingCheckCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Integer asked = shown;
        int examples = asked != null ? asked : talk.json() ? JSON_EXAMPLES : MattingCheck.DEFAULT_EXAMPLES;
        requireAtLeast("--max-shown", examples, 0);
        requireAtLeast("--workers", workers, 1);
        requireAtLeast("--clip", clip, 1);
        requireAtLeast("--max-inst", mostInstances, 1);
        MattingCheckReport report;
        try (FileTree files = FileTree.open(path)) {
            MattingCheck check = MattingCheck.of(files)
                    .clipFrames(clip)
                    .mostInstances(mostInstances)
                    .examples(examples)
                    .workers(workers)
                    .progress(ProgressBar.on(console, talk.quiet() || !progress.isOn(), "checking", "img"));
            if (layout != null) {
                check.layout(MattingLayout.of(layout));
            }
            if (split != null) {
                check.split(split);
            }
            if (masks != null) {
                check.masks(masks);
            }
            try (var _ = Interrupts.onInterrupt(check::cancel)) {
                report = check.run();
            }
        }
        if (talk.json()) {
            JsonPrinter.print(console.out(), out -> MattingCheckJson.write(report, out));
        } else if (talk.talks()) {
            MattingCheckText.print(report, console.out());
        } else if (!report.isSound()) {
            console.err().println("cameo: " + MattingCheckText.summary(report));
        }
        if (report.cancelled()) {
            console.err().println("cameo: stopped; nothing is known of the rest");
            return ExitCode.INTERRUPTED;
        }
        return report.isSound() ? ExitCode.FINE : ExitCode.BAD_DATA;
    }

    private void requireAtLeast(String option, int value, int least) {
        if (value < least) {
            throw new ParameterException(spec.commandLine(), option + " needs " + least + " or more: " + value);
        }
    }
}
