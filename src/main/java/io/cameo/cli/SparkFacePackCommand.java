package io.cameo.cli;

import io.cameo.archive.FileTree;
import io.cameo.convert.insightface.FacePack;
import io.cameo.convert.insightface.FacePackReport;
import io.cameo.dataset.insightface.FaceLayout;
import io.cameo.lst.FaceTree;
import io.cameo.spark.SparkFacePack;
import io.cameo.spark.SparkMaster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cameo spark face-pack}: what {@code cameo face pack} makes, on many machines. */
@Command(
        name = "face-pack",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Aligns and packs faces on Apache Spark: the bytes of 'cameo face pack', the",
            "list of rejects included. All machines see source, models and output under the",
            "same names.",
            ""
        },
        footer = {
            "",
            "Example, ready to paste in a Cameo checkout with Spark at hand:",
            "  cameo spark face-pack testdata/face/align.lst testdata/face -o faces.rec \\",
            "      --master local[2]",
            "",
            "Exit code: 0 all packed, 1 something rejected, 2 wrong usage or no Spark."
        })
final class SparkFacePackCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(
            index = "0",
            paramLabel = "FILE.lst|DIR",
            description = "A list, or a folder with a folder a person, or a zip archive of one.")
    private Path source = Path.of("");

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "ROOT",
            description = "The folder, or zip archive, that the paths of the list count from. Default: this folder")
    private @Nullable Path root;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "OUT.rec",
            description = "Where to write. A file of that name is replaced when the new one is whole.")
    private Path output = Path.of("");

    @Option(names = "--layout", paramLabel = "L", description = "A, B, C or D, as of 'cameo face pack'. Default: A")
    private FaceLayout layout = FaceLayout.A;

    @Option(names = "--compat", description = "Folders as dir2lst.py scans them; label -1 as face2rec2.py treats it.")
    private boolean compat;

    @Mixin
    private final FaceOptions faces = new FaceOptions();

    @Mixin
    private final PeopleOptions people = new PeopleOptions();

    @Option(
            names = "--error-limit",
            paramLabel = "N",
            description = "Make nothing where more than N images are bad. Default: any number may be")
    private long errorLimit = Long.MAX_VALUE;

    @Mixin
    private final SparkTasksOption tasks = new SparkTasksOption();

    @Mixin
    private final SparkOptions spark = new SparkOptions();

    @Mixin
    private final TalkOptions talk = new TalkOptions();

    SparkFacePackCommand(Console console) {
        this.console = console;
    }

    /** What goes to the tasks. */
    private record Settings(FaceOptions faces, FaceLayout layout, boolean compat) implements SparkFacePack.Settings {
        @Override
        public void applyTo(FacePack job) {
            job.settings(faces.settings()).layout(layout).compat(compat);
        }
    }

    @Override
    public Integer call() throws IOException {
        boolean folder = FileTree.isTree(source);
        if (!folder) {
            InputFile.require(source);
        }
        Path given = root;
        if (given != null && (folder || !FileTree.isTree(given))) {
            throw new IllegalArgumentException(
                    folder ? "a folder needs no ROOT: " + given : "ROOT is not a folder: " + given);
        }
        OutputFile.requireRecords(output, List.of(), false);
        faces.makeAbsolute();
        faces.settings();
        FaceTree.Options tree = people.tree(compat);
        return spark.run(console, master -> {
            LeftOutLines leftOut = new LeftOutLines();
            return FaceText.show(console, pack(master, tree, leftOut), leftOut, talk);
        });
    }

    private FacePackReport pack(SparkMaster master, FaceTree.Options tree, LeftOutLines leftOut) throws IOException {
        SparkFacePack job = SparkFacePack.from(source)
                .settings(new Settings(faces, layout, compat))
                .tree(tree)
                .leftOut(leftOut)
                .errorLimit(errorLimit);
        Path given = root;
        if (given != null) {
            job.root(given);
        }
        Integer number = tasks.tasks();
        if (number != null) {
            job.tasks(number);
        }
        return OutputFile.making("no " + output + " was made", () -> master.pack(job, output));
    }
}
