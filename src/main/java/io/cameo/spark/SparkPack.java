package io.cameo.spark;

import io.cameo.convert.Im2Rec;
import io.cameo.convert.PackReport;
import io.cameo.convert.RejectsFile;
import io.cameo.record.RecordJoin;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
            PackReport report;
            try (RecordJoin join = RecordJoin.create(rec)) {
                List<PackTask.Done> done = new ArrayList<>();
                folder.make(context, parts, Integer::valueOf, task, mark -> {
                    PackTask.Done shard = PackTask.Done.of(mark);
                    done.add(shard);
                    if (shard.packed() > 0) {
                        join.append(Path.of(shard.rec()));
                    }
                });
                report = finish(done, join, rec, begin);
            }
            end(folder, report.end());
            return report.withResumedAt(folder.before(PackTask.LISTED));
        }
    }

    @Override
    SparkPack self() {
        return this;
    }

    private PackReport finish(List<PackTask.Done> done, RecordJoin join, Path rec, long begin) throws IOException {
        long listed = done.stream().mapToLong(PackTask.Done::listed).sum();
        long packed = done.stream().mapToLong(PackTask.Done::packed).sum();
        long rejected = done.stream().mapToLong(PackTask.Done::rejected).sum();
        PackReport.End end = rejected > errorLimit()
                ? PackReport.End.ERROR_LIMIT
                : packed == 0 ? PackReport.End.NOTHING_PACKED : PackReport.End.COMPLETE;
        long sizeBytes = 0;
        if (end == PackReport.End.COMPLETE) {
            join.commit();
            sizeBytes = join.sizeBytes();
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
