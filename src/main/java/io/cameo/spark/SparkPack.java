package io.cameo.spark;

import io.cameo.convert.Im2Rec;
import io.cameo.convert.PackReport;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * Packs the images of a list on many machines: each task packs a part of the list with {@link Im2Rec}, and the shards are
 * merged to the very bytes that one machine would have written, the list of rejected images included.
 *
 * <pre>{@code
 * PackReport report = SparkPack.from(Path.of("/data/train.lst"), Path.of("/data/images"))
 *         .settings(job -> job.transform(Transforms.resizeShort(256)).quality(95))
 *         .tasks(64)
 *         .writeTo(session, Path.of("/data/train.rec"));
 * }</pre>
 *
 * <p>List, images and output lie on disks that all machines share under the same names. Attempts that fail or run twice do
 * not show. A run that was killed is gone on with by the next one. Set up and run on one thread.
 */
public final class SparkPack extends SparkConversion<SparkPack> {
    private final Path list;
    private final Path root;
    private Settings settings = _ -> {};

    private SparkPack(Path list, Path root) {
        this.list = list;
        this.root = root;
    }

    /**
     * Chooses transforms, quality and the like, here and, as it goes there, on other machines. What it says of parts, workers
     * and limits does not count.
     */
    public interface Settings extends Serializable {
        void applyTo(Im2Rec job);
    }

    /** A job that packs one list; see {@link Im2Rec#from}. */
    public static SparkPack from(Path list, Path root) {
        return new SparkPack(list, root);
    }

    public SparkPack settings(Settings newSettings) {
        settings = newSettings;
        return this;
    }

    /**
     * Packs everything into a record file and its indexes. They appear whole or not at all; where more images are bad than
     * tolerated, or all are, only the list of rejected ones does.
     *
     * @throws IOException if a file cannot be read or written; also if another run is at it, or another job left its parts
     */
    public PackReport writeTo(SparkSession session, Path rec) throws IOException {
        long begin = System.nanoTime();
        JavaSparkContext context = JavaSparkContext.fromSparkContext(session.sparkContext());
        Im2Rec job = Im2Rec.from(list, root);
        settings.applyTo(job);
        try (ShardFolder folder = folder(rec)) {
            int parts = parts(folder, context);
            folder.begin(context, "pack", job.part(0, 1).describe(), parts);
            PackTask task = new PackTask(
                    Tasks.absolute(list),
                    Tasks.absolute(root),
                    folder.path().toString(),
                    parts,
                    Tasks.workers(context),
                    settings);
            return PackedShard.make(folder, context, parts, Integer::valueOf, task, rec, errorLimit(), begin);
        }
    }

    @Override
    SparkPack self() {
        return this;
    }
}
