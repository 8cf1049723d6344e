package io.cameo.spark;

import io.cameo.archive.FileTree;
import io.cameo.convert.insightface.FacePack;
import io.cameo.convert.insightface.FacePackPart;
import io.cameo.convert.insightface.FacePackReport;
import io.cameo.convert.insightface.FacePackShard;
import io.cameo.lst.FaceTree;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * Packs faces on many machines: the source is listed once, each task aligns and encodes a part of it with {@link FacePack},
 * and one data set is made of the parts: byte for byte that of one machine, the list of rejected images included.
 *
 * <pre>{@code
 * FacePackReport report = SparkFacePack.from(Path.of("/data/people.lst"))
 *         .root(Path.of("/data/people"))
 *         .settings(job -> job.settings(FaceSettings.USUAL.withSize(112, 96)))
 *         .writeTo(session, Path.of("/data/train.rec"));
 * }</pre>
 *
 * <p>Source, models and output lie on disks that all machines share under the same names. Parts are made in
 * {@code OUT.rec.shards/} and are gone when the run ends, however it does. Set up and run on one thread.
 */
public final class SparkFacePack {
    private static final int NO_TASKS = 0;

    private final Path source;
    private Path root;
    private Settings settings = _ -> {};
    private Consumer<FaceTree.LeftOut> leftOut = _ -> {};
    private FaceTree.Options tree = FaceTree.Options.of(1);
    private int tasks = NO_TASKS;
    private long errorLimit;

    private SparkFacePack(Path source, Path root) {
        this.source = source;
        this.root = root;
    }

    /**
     * Chooses size, detector, layout and the like; goes to other machines. What it says of workers and limits does not
     * count, and of paths only what all machines can open.
     */
    public interface Settings extends Serializable {
        void applyTo(FacePack job);
    }

    /** A job that packs a list, whose paths count from the working folder, or a folder of people; see {@link FacePack#from}. */
    public static SparkFacePack from(Path source) {
        return new SparkFacePack(source, FileTree.isTree(source) ? source : Path.of(""));
    }

    /** The folder that the paths of the list count from. */
    public SparkFacePack root(Path folder) {
        root = folder;
        return this;
    }

    public SparkFacePack settings(Settings newSettings) {
        settings = newSettings;
        return this;
    }

    /** Which images of a folder count; all with an image's extension unless set. */
    public SparkFacePack tree(FaceTree.Options options) {
        tree = options;
        return this;
    }

    /** As {@link FacePack#leftOut}: on this machine, when the folder is listed. */
    public SparkFacePack leftOut(Consumer<FaceTree.LeftOut> listener) {
        leftOut = listener;
        return this;
    }

    /** Into how many parts the source is cut; four for each core that Spark has unless told. Does not change the result. */
    public SparkFacePack tasks(int number) {
        tasks = Tasks.checked(number);
        return this;
    }

    /** How many bad images are tolerated; none unless told. */
    public SparkFacePack errorLimit(long images) {
        errorLimit = Tasks.checkedLimit(images);
        return this;
    }

    /**
     * Packs everything.
     *
     * @throws IOException if a file cannot be read or written
     * @throws io.cameo.face.MissingModelException if the detector's model is not there; nothing is written then
     */
    public FacePackReport writeTo(SparkSession session, Path rec) throws IOException {
        long begin = System.nanoTime();
        Path target = rec.toAbsolutePath().normalize();
        JavaSparkContext context = JavaSparkContext.fromSparkContext(session.sparkContext());
        FacePack job = FacePack.from(source).root(root).tree(tree);
        settings.applyTo(job);
        job.leftOut(leftOut).errorLimit(errorLimit);
        try (ShardFolder folder = ShardFolder.besides(target)) {
            int wanted = tasks == NO_TASKS ? Tasks.usual(context) : tasks;
            List<FacePackPart> parts = job.cut(folder.path().resolve("lines"), wanted);
            FacePackReport report = job.join(pack(context, parts, folder), rec);
            return report.withWallNanos(System.nanoTime() - begin);
        }
    }

    private List<FacePackShard> pack(JavaSparkContext context, List<FacePackPart> parts, ShardFolder folder) {
        FacePackTask task = new FacePackTask(
                Tasks.absolute(source),
                Tasks.absolute(root),
                folder.path().toString(),
                Tasks.workers(context),
                settings);
        List<FacePackTask.Numbered> numbered = IntStream.range(0, parts.size())
                .mapToObj(i -> new FacePackTask.Numbered(i, parts.get(i)))
                .toList();
        return parts.isEmpty()
                ? List.of()
                : context.parallelize(numbered, parts.size()).map(task).collect();
    }
}
