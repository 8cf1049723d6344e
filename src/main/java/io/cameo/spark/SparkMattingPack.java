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
 * they pack; of an archive, each reads the directory. Attempts that fail or run twice do not show. A run that was killed is
 * gone on with by the next one. Set up and run on one thread.
 */
public final class SparkMattingPack extends SparkConversion<SparkMattingPack> {
    private final Path tree;
    private Settings settings = _ -> {};

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
     * Packs everything into a record file and its indexes. What belongs to no image has tasks besides those that were asked
     * for.
     *
     * @throws IllegalArgumentException if it is not clear what the tree is, or it has no such layout, split or masks, or
     *     nothing to pack
     * @throws IOException if a file cannot be read or written; also if another run is at it, or another job left its parts
     */
    public PackReport writeTo(SparkSession session, Path rec) throws IOException {
        long begin = System.nanoTime();
        JavaSparkContext context = JavaSparkContext.fromSparkContext(session.sparkContext());
        try (FileTree files = FileTree.open(tree);
                ShardFolder folder = folder(rec)) {
            MattingPack job = MattingPack.from(files);
            settings.applyTo(job);
            job.errorLimit(errorLimit());
            int wanted = parts(folder, context);
            folder.begin(context, "matting-pack", job.describe(), wanted);
            List<MattingPackPart> parts = job.cut(folder.path(), wanted);
            MattingPackTask task = new MattingPackTask(
                    Tasks.absolute(tree), folder.path().toString(), Tasks.workers(context), settings);
            List<MattingPackShard> shards =
                    folder
                            .make(context, parts.size(), i -> new MattingPackTask.Numbered(i, parts.get(i)), task)
                            .stream()
                            .map(MattingPackTask::shard)
                            .toList();
            PackReport report = job.join(shards, rec);
            end(folder, report.end());
            return report.withResumedAt(folder.before(MattingPackTask.COUNTED))
                    .withWallNanos(System.nanoTime() - begin);
        }
    }

    @Override
    SparkMattingPack self() {
        return this;
    }
}
