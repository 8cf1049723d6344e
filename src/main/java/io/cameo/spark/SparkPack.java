package io.cameo.spark;

import io.cameo.convert.Im2Rec;
import io.cameo.convert.PackReport;
import io.cameo.convert.RejectsFile;
import io.cameo.record.Merge;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
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
 * <p>List, images and output lie on disks that all machines share under the same names. Shards are made in
 * {@code OUT.rec.shards/} and are gone when the run ends, however it does. Attempts that fail or run twice do not show.
 * Set up and run on one thread.
 */
public final class SparkPack {
    private static final int NO_TASKS = 0;

    private final Path list;
    private final Path root;
    private Settings settings = _ -> {};
    private int tasks = NO_TASKS;
    private long errorLimit;

    private SparkPack(Path list, Path root) {
        this.list = list;
        this.root = root;
    }

    /**
     * Chooses transforms, quality and the like; goes to other machines. What it says of parts, workers and limits does not
     * count.
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

    /** Into how many parts the list is cut; four for each core that Spark has unless told. Does not change the result. */
    public SparkPack tasks(int number) {
        tasks = Tasks.checked(number);
        return this;
    }

    /** How many bad images are tolerated; none unless told. */
    public SparkPack errorLimit(long images) {
        errorLimit = Tasks.checkedLimit(images);
        return this;
    }

    /**
     * Packs everything into a record file and its indexes. They appear whole or not at all; where more images are bad than
     * tolerated, or all are, only the list of rejected ones does.
     *
     * @throws IOException if a file cannot be read or written
     * @throws IllegalArgumentException if two lines of the list have the same index
     */
    public PackReport writeTo(SparkSession session, Path rec) throws IOException {
        long begin = System.nanoTime();
        Path target = rec.toAbsolutePath().normalize();
        try (ShardFolder folder = ShardFolder.besides(target)) {
            List<PackTask.Done> done = run(JavaSparkContext.fromSparkContext(session.sparkContext()), folder.path());
            return finish(done, rec, begin);
        }
    }

    private List<PackTask.Done> run(JavaSparkContext context, Path folder) {
        int parts = tasks == NO_TASKS ? Tasks.usual(context) : tasks;
        PackTask task = new PackTask(
                Tasks.absolute(list), Tasks.absolute(root), folder.toString(), parts, Tasks.workers(context), settings);
        List<Integer> numbers = IntStream.range(0, parts).boxed().toList();
        return context.parallelize(numbers, parts).map(task).collect();
    }

    private PackReport finish(List<PackTask.Done> done, Path rec, long begin) throws IOException {
        long listed = done.stream().mapToLong(PackTask.Done::listed).sum();
        long packed = done.stream().mapToLong(PackTask.Done::packed).sum();
        long rejected = done.stream().mapToLong(PackTask.Done::rejected).sum();
        PackReport.End end = rejected > errorLimit
                ? PackReport.End.ERROR_LIMIT
                : packed == 0 ? PackReport.End.NOTHING_PACKED : PackReport.End.COMPLETE;
        long sizeBytes = 0;
        if (end == PackReport.End.COMPLETE) {
            List<Path> shards = done.stream()
                    .filter(shard -> shard.packed() > 0)
                    .map(shard -> Path.of(shard.rec()))
                    .toList();
            sizeBytes =
                    Merge.of(shards).keepKeys(Merge.OnCollision.REFUSE).to(rec).sizeBytes();
        }
        Path rejects = RejectsFile.join(
                done.stream()
                        .map(shard -> RejectsFile.besides(Path.of(shard.rec())))
                        .toList(),
                RejectsFile.besides(rec));
        return new PackReport(
                rec,
                rejects,
                listed,
                packed,
                rejected,
                0,
                sizeBytes,
                end,
                System.nanoTime() - begin,
                done.stream().mapToLong(PackTask.Done::stageNanos).sum());
    }
}
