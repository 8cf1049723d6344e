package io.cameo.spark;

import io.cameo.archive.FileTree;
import io.cameo.bytes.Checksum;
import io.cameo.convert.insightface.FacePack;
import io.cameo.convert.insightface.FacePackPart;
import io.cameo.convert.insightface.FacePackReport;
import io.cameo.convert.insightface.FacePackShard;
import io.cameo.lst.FaceTree;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
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
 * <p>Source, models and output lie on disks that all machines share under the same names. A run that was killed is gone on
 * with by the next one. Set up and run on one thread.
 */
public final class SparkFacePack extends SparkConversion<SparkFacePack> {
    private final Path source;
    private Path root;
    private Settings settings = _ -> {};
    private Consumer<FaceTree.LeftOut> leftOut = _ -> {};
    private FaceTree.Options tree = FaceTree.Options.of(1);

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

    /**
     * Packs everything.
     *
     * @throws IOException if a file cannot be read or written; also if another run is at it, or another job left its parts
     * @throws io.cameo.face.MissingModelException if the detector's model is not there; nothing is written then
     */
    public FacePackReport writeTo(SparkSession session, Path rec) throws IOException {
        long begin = System.nanoTime();
        JavaSparkContext context = JavaSparkContext.fromSparkContext(session.sparkContext());
        FacePack job = FacePack.from(source).root(root).tree(tree);
        settings.applyTo(job);
        job.leftOut(leftOut).errorLimit(errorLimit());
        try (ShardFolder folder = folder(rec)) {
            Path lines = folder.path().resolve("lines");
            int wanted = parts(folder, context);
            List<FacePackPart> parts = job.cut(lines, wanted);
            folder.begin(context, "face-pack", about(job, lines, rec), wanted);
            FacePackTask task = new FacePackTask(
                    Tasks.absolute(source),
                    Tasks.absolute(root),
                    folder.path().toString(),
                    Tasks.workers(context),
                    settings);
            List<FacePackShard> shards =
                    folder.make(context, parts.size(), i -> new FacePackTask.Numbered(i, parts.get(i)), task).stream()
                            .map(FacePackTask::shard)
                            .toList();
            FacePackReport report = job.join(shards, rec);
            end(folder, report.run().end());
            return report.withRun(report.run()
                    .withResumedAt(folder.before(FacePackTask.LISTED))
                    .withWallNanos(System.nanoTime() - begin));
        }
    }

    /** A folder's name does not say what is in it: the lines do. */
    private static Map<String, String> about(FacePack job, Path lines, Path rec) throws IOException {
        Map<String, String> about = new LinkedHashMap<>(job.describe(rec));
        about.put("lines_bytes", Long.toString(Files.size(lines)));
        about.put("lines_crc32c", Integer.toHexString(Checksum.crc32c(lines)));
        return about;
    }

    @Override
    SparkFacePack self() {
        return this;
    }
}
