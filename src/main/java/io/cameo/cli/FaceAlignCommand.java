package io.cameo.cli;

import io.cameo.archive.FileTree;
import io.cameo.convert.insightface.FaceAlign;
import io.cameo.convert.insightface.FacePackReport;
import io.cameo.convert.insightface.FaceSettings;
import io.cameo.lst.FaceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cameo face align}: aligned crops as files. */
@Command(
        name = "align",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Finds the face in each image, chooses the one that the picture is of, and",
            "writes its aligned crop into the folder OUT, under the path of the image.",
            "OUT/crops.lst lists the crops; OUT/sources.lst lists the originals with boxes",
            "and landmarks, which 'cameo face pack' aligns again without a detector.",
            ""
        },
        footer = {
            "",
            "Of several faces the one with the largest area - 2 * distance^2 is taken, the",
            "distance being that from the middle of the image; if the list has a box, the",
            "face that shares most with it. Landmarks that the list has are taken as they",
            "are, unless --realign: those faces a GPU can warp, see --device.",
            "",
            "Example, ready to paste in a Cameo checkout after 'cameo demo':",
            "  cameo face align cameo-demo/people crops --detector haar",
            "",
            "Exit code: 0 all aligned, 1 something rejected, 2 wrong usage, 130 stopped."
        })
final class FaceAlignCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(
            index = "0",
            paramLabel = "DIR|FILE.lst",
            description = "A folder with a folder a person, or a zip archive of one, or a list.")
    private Path source = Path.of("");

    @Parameters(index = "1", paramLabel = "OUT", description = "The folder for the crops. Made if it is not there.")
    private Path output = Path.of("");

    @Option(
            names = "--root",
            paramLabel = "DIR",
            description = "The folder, or zip archive, that the paths of the list count from. Default: this folder")
    private @Nullable Path root;

    @Mixin
    private final FaceOptions faces = new FaceOptions();

    @Mixin
    private final PeopleOptions people = new PeopleOptions();

    @Mixin
    private final DeviceOptions device = new DeviceOptions();

    @Mixin
    private final RunOptions run = new RunOptions();

    FaceAlignCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        boolean folder = FileTree.isTree(source);
        if (!folder) {
            InputFile.require(source);
        }
        Path base = folder ? source : root;
        if (OutputFile.isSame(output, source) || (base != null && OutputFile.isSame(output, base))) {
            throw new IllegalArgumentException("the crops would replace the images, name another folder: " + output);
        }
        if (Files.exists(output) && !Files.isDirectory(output)) {
            throw new IllegalArgumentException("OUT is not a folder: " + output);
        }
        FaceTree.Options tree = people.tree(false);
        if (folder && tree.shape() != FaceTree.Shape.FLAT && isWithin(output, source)) {
            throw new IllegalArgumentException(
                    "the crops would be among the images that --shape looks for, name a folder outside: " + output);
        }
        FaceSettings settings = faces.settings();
        if (folder && settings.detector() == null && settings.noFace() == FaceSettings.NoFace.REJECT) {
            throw new IllegalArgumentException(
                    "a folder has no landmarks: give --detector mtcnn, yunet or haar (haar needs no model file)");
        }
        LeftOutLines leftOut = new LeftOutLines();
        FaceAlign job = FaceAlign.from(source)
                .settings(settings)
                .tree(tree)
                .leftOut(leftOut)
                .device(device.settings(console, run.talk()));
        if (base != null) {
            job.root(base);
        }
        run.applyTo(job, console, "aligning");
        FacePackReport report;
        try (var _ = Interrupts.onInterrupt(job::cancel)) {
            report = OutputFile.making("the lists in " + output + " were not made", () -> job.writeTo(output));
        }
        return FaceText.show(console, report, leftOut, run.talk());
    }

    /** Told by names: the inner folder need not be there yet. */
    private static boolean isWithin(Path inner, Path outer) {
        return inner.toAbsolutePath()
                .normalize()
                .startsWith(outer.toAbsolutePath().normalize());
    }
}
