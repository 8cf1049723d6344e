package io.cameo.cli;

import io.cameo.convert.matting.MattingPack;
import io.cameo.dataset.matting.MattingLayout;
import io.cameo.matte.PlaneEffort;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which tree of images and mattes becomes which record file, and what is kept of it. */
final class MattingPackOptions {
    @Parameters(index = "0", paramLabel = "DIR|ARCHIVE.zip", description = "A folder, or an archive as it is.")
    private Path tree = Path.of("");

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

    /** What was chosen, wherever it is done. */
    record Choices(
            @Nullable MattingLayout layout,
            @Nullable String split,
            @Nullable String masks,
            PlaneEffort effort,
            boolean keepFiles,
            boolean withFgBg)
            implements Serializable {
        void applyTo(MattingPack job) {
            job.effort(effort).keepFiles(keepFiles).withFgBg(withFgBg);
            if (layout != null) {
                job.layout(layout);
            }
            if (split != null) {
                job.split(split);
            }
            if (masks != null) {
                job.masks(masks);
            }
        }
    }

    Path tree() {
        return tree;
    }

    Path output() {
        return output;
    }

    /**
     * Refuses an output that cannot be, before the tree is looked at.
     *
     * @throws NoSuchFileException if there is no tree
     * @throws IllegalArgumentException if the output may not stand there, or a choice is none
     */
    Choices choices() throws IOException {
        if (Files.notExists(tree)) {
            throw new NoSuchFileException(tree.toString());
        }
        OutputFile.requireRecords(output, List.of(), false);
        if (OutputFile.isSame(output, tree)) {
            throw new IllegalArgumentException("the output is an input: " + output);
        }
        if (OutputFile.isWithin(output, tree)) {
            throw new IllegalArgumentException(
                    "the output lies in the folder that is packed, put it elsewhere: " + output);
        }
        return new Choices(
                layout == null ? null : MattingLayout.of(layout),
                split,
                masks,
                small ? PlaneEffort.SMALL : PlaneEffort.FAST,
                keepFiles,
                withFgBg);
    }

    /** Does the work, and says with a failure that there is no output. */
    <T> T making(OutputFile.Work<T> work) throws IOException {
        return OutputFile.making("no " + output + " was made", work);
    }
}
