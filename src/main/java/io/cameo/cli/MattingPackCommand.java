package io.cameo.cli;

import io.cameo.archive.FileTree;
import io.cameo.convert.PackReport;
import io.cameo.convert.matting.MattingPack;
import io.cameo.dataset.matting.MattingLayout;
import io.cameo.matte.PlaneEffort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cameo matting pack}: an image and all its mattes in one record. */
@Command(
        name = "pack",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Packs images and mattes: a record for each image or frame of a video, with the",
            "untouched image file, every matte as a plane that decodes many times faster",
            "than its PNG, coarse masks, and what is needed to give the tree back.",
            ""
        },
        footer = {
            "",
            "docs/matting-records.md specifies the records; tools that decode records see",
            "the images. Keys count images and frames in the order of the data set's own",
            "loaders; frames of a video follow each other. Mattes are lossless at 8 and 16",
            "bits.",
            "A sample that cannot be trained on as it is, as 'cameo matting check' says, is",
            "rejected: STEM.rejects.tsv names it, and the exit code is 1.",
            "",
            "Example, ready to paste in a Cameo checkout:",
            "  cameo matting pack testdata/matting/tree/V-HIM-MINI video.rec --keep-files",
            "",
            "Exit code: 0 all packed, 1 something rejected, 2 wrong usage or no matting",
            "data, 130 stopped."
        })
final class MattingPackCommand implements Callable<Integer> {
    private static final PackText.Words WORDS =
            new PackText.Words("images", "image", "'cameo matting check' says what is wrong with each.");

    private final Console console;

    @Parameters(index = "0", paramLabel = "DIR|ARCHIVE.zip", description = "A folder, or an archive as it is.")
    private Path path = Path.of("");

    @Parameters(
            index = "1",
            paramLabel = "OUT.rec",
            description = "Where to write. A file of that name is replaced when the new one is whole.")
    private Path output = Path.of("");

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

    @Option(
            names = "--small",
            description = "As few bytes as can be for each plane, never mind the time. Default: fast to decode")
    private boolean small;

    @Option(
            names = "--keep-files",
            description = "Keep every file byte for byte beside the planes, also what belongs to no image, so that"
                    + " unpack gives all of it back. Default: pixels come back, files are encoded anew")
    private boolean keepFiles;

    @Option(
            names = "--with-fg-bg",
            description = "The fg and bg images of a synthesiser, in the record of their image.")
    private boolean withFgBg;

    @Mixin
    private final RunOptions run = new RunOptions();

    MattingPackCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        if (Files.notExists(path)) {
            throw new NoSuchFileException(path.toString());
        }
        OutputFile.requireRecords(output, List.of(), false);
        if (OutputFile.isSame(output, path)) {
            throw new IllegalArgumentException("the output is an input: " + output);
        }
        if (OutputFile.isWithin(output, path)) {
            throw new IllegalArgumentException(
                    "the output lies in the folder that is packed, put it elsewhere: " + output);
        }
        PackReport report;
        try (FileTree files = FileTree.open(path)) {
            MattingPack job = MattingPack.from(files)
                    .effort(small ? PlaneEffort.SMALL : PlaneEffort.FAST)
                    .keepFiles(keepFiles)
                    .withFgBg(withFgBg);
            if (layout != null) {
                job.layout(MattingLayout.of(layout));
            }
            if (split != null) {
                job.split(split);
            }
            if (masks != null) {
                job.masks(masks);
            }
            run.applyTo(job, console, "packing");
            try (var _ = Interrupts.onInterrupt(job::cancel)) {
                report = OutputFile.making("no " + output + " was made", () -> job.writeTo(output));
            }
        }
        return show(report);
    }

    private int show(PackReport report) throws IOException {
        if (run.talk().json()) {
            JsonPrinter.print(console.out(), out -> PackText.writeJson(out, report, true));
        } else if (run.talk().talks()) {
            PackText.print(console.out(), report, WORDS);
            if (report.complete()) {
                console.out().println(OutputFile.listed(output));
            }
        }
        if (!report.complete()) {
            PackText.complain(console.err(), report, WORDS);
        }
        return report.complete() && report.rejected() == 0 ? ExitCode.FINE : ExitCode.BAD_DATA;
    }
}
