package io.cameo.cli;

import io.cameo.archive.FileTree;
import io.cameo.convert.PackReport;
import io.cameo.convert.matting.MattingPack;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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

    @Mixin
    private final MattingPackOptions what = new MattingPackOptions();

    @Mixin
    private final RunOptions run = new RunOptions();

    MattingPackCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        MattingPackOptions.Choices choices = what.choices();
        PackReport report;
        try (FileTree files = FileTree.open(what.tree())) {
            MattingPack job = MattingPack.from(files);
            choices.applyTo(job);
            run.applyTo(job, console, "packing");
            try (var _ = Interrupts.onInterrupt(job::cancel)) {
                report = what.making(() -> job.writeTo(what.output()));
            }
        }
        return show(console, report, run.talk());
    }

    /**
     * Says what became of a run, on one machine or on many, and gives its exit code.
     */
    static int show(Console console, PackReport report, TalkOptions talk) throws IOException {
        if (talk.json()) {
            JsonPrinter.print(console.out(), out -> PackText.writeJson(out, report, true));
        } else if (talk.talks()) {
            PackText.print(console.out(), report, WORDS);
            if (report.complete()) {
                console.out().println(OutputFile.listed(report.rec()));
            }
        }
        if (!report.complete()) {
            PackText.complain(console.err(), report, WORDS);
        }
        return report.complete() && report.rejected() == 0 ? ExitCode.FINE : ExitCode.BAD_DATA;
    }
}
