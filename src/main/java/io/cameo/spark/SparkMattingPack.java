package io.cameo.spark;

import io.cameo.archive.FileTree;
import io.cameo.convert.PackReport;
import io.cameo.convert.matting.MattingPack;
import io.cameo.convert.matting.MattingPackPart;
import io.cameo.convert.matting.MattingPackShard;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * Packs images and mattes on many machines: the tree is listed once, each task packs a part of it with {@link MattingPack},
 * and the parts are merged to the very bytes that one machine would have written, the list of rejected images included.
 *
 * <pre>{@code
 * PackReport report = SparkMattingPack.from(Path.of("/data/I-HIM50K"))
 *         .settings(job -> job.keepFiles(true))
 *         .errorLimit(100)
 *         .writeTo(session, Path.of("/data/him.rec"));
 * }</pre>
 *
 * <p>Tree and output lie on disks that all machines share under the same names. Of a folder, tasks open only the files that
 * they pack; of an archive, each reads the directory. Parts are made in {@code OUT.rec.shards/} and are gone when the run
 * ends, however it does. Attempts that fail or run twice do not show. Set up and run on one thread.
 */
public final class SparkMattingPack {
    private static final int NO_TASKS = 0;

    private final Path tree;
    private Settings settings = _ -> {};
    private int tasks = NO_TASKS;
    private long errorLimit;

    private SparkMattingPack(Path tree) {
        this.tree = tree;
    }

    /**
     * Chooses layout, split, masks and what is kept; goes to other machines. What it says of workers and limits does not
     * count.
     */
    public interface Settings extends Serializable {
        void applyTo(MattingPack job);
    }

    /** A job that packs a folder, or a zip archive in its place. */
    public static SparkMattingPack from(Path tree) {
        return new SparkMattingPack(tree);
    }

    public SparkMattingPack settings(Settings newSettings) {
        settings = newSettings;
        return this;
    }

    /**
     * Into how many parts the images are cut; four for each core that Spark has unless told. What belongs to no image has
     * tasks besides. Does not change the result.
     */
    public SparkMattingPack tasks(int number) {
        tasks = Tasks.checked(number);
        return this;
    }

    /** How many bad images are tolerated; none unless told. */
    public SparkMattingPack errorLimit(long images) {
        errorLimit = Tasks.checkedLimit(images);
        return this;
    }

    /**
     * Packs everything into a record file and its indexes.
     *
     * @throws IllegalArgumentException if it is not clear what the tree is, or it has no such layout, split or masks, or
     *     nothing to pack
     * @throws IOException if a file cannot be read or written
     */
    public PackReport writeTo(SparkSession session, Path rec) throws IOException {
        long begin = System.nanoTime();
        Path target = rec.toAbsolutePath().normalize();
        JavaSparkContext context = JavaSparkContext.fromSparkContext(session.sparkContext());
        try (FileTree files = FileTree.open(tree);
                ShardFolder folder = ShardFolder.besides(target)) {
            MattingPack job = MattingPack.from(files);
            settings.applyTo(job);
            job.errorLimit(errorLimit);
            List<MattingPackPart> parts = job.cut(folder.path(), tasks == NO_TASKS ? Tasks.usual(context) : tasks);
            return job.join(pack(context, parts, folder), rec).withWallNanos(System.nanoTime() - begin);
        }
    }

    private List<MattingPackShard> pack(JavaSparkContext context, List<MattingPackPart> parts, ShardFolder folder) {
        MattingPackTask task =
                new MattingPackTask(Tasks.absolute(tree), folder.path().toString(), Tasks.workers(context), settings);
        List<MattingPackTask.Numbered> numbered = IntStream.range(0, parts.size())
                .mapToObj(i -> new MattingPackTask.Numbered(i, parts.get(i)))
                .toList();
        return context.parallelize(numbered, parts.size()).map(task).collect();
    }
}
