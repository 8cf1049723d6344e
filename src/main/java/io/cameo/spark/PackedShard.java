package io.cameo.spark;

import io.cameo.convert.PackReport;
import io.cameo.convert.RejectsFile;
import io.cameo.record.RecordJoin;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.ToLongFunction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;

/**
 * Records that one attempt at a part of a run made.
 *
 * @param rec its record file; it exists where anything was packed, and the list of rejects beside it where anything was
 *     rejected
 * @param listed items of the part
 * @param packed how many of them became records
 * @param rejected how many did not
 * @param stageNanos time of all workers
 */
record PackedShard(String rec, long listed, long packed, long rejected, long stageNanos) {
    /** Items of a part. */
    static final String LISTED = "listed";

    private static final String PACKED = "packed";
    private static final String REJECTED = "rejected";
    private static final String STAGE_NANOS = "stage_nanos";

    /** What the record file of a part is called in the folder of an attempt. */
    static String nameOf(int part) {
        return String.format(Locale.ROOT, "part-%05d.rec", part);
    }

    /** Marks what a run made that nobody was to stop as done. */
    static ShardMark mark(Path own, int part, PackReport report) throws IOException {
        if (report.end() == PackReport.End.CANCELLED) {
            throw new IOException("a part was cancelled: part=" + part + ", file=" + report.rec());
        }
        return ShardMark.write(
                own,
                part,
                Map.of(
                        LISTED,
                        report.listed(),
                        PACKED,
                        report.packed(),
                        REJECTED,
                        report.rejected(),
                        STAGE_NANOS,
                        report.stageNanos()));
    }

    static PackedShard of(ShardMark mark) {
        return new PackedShard(
                mark.file(nameOf(mark.part())),
                mark.number(LISTED),
                mark.number(PACKED),
                mark.number(REJECTED),
                mark.number(STAGE_NANOS));
    }

    /**
     * Has parts made, and makes one record file of them, in their order and as they come, and one list of rejects. Where more
     * items were rejected than tolerated, or all were, only that list; where there were none, an empty file, as on one
     * machine.
     *
     * @param part what a task gets to know of a part
     * @param task marks what it made by {@link #mark}
     * @param beginNanos when the run began, by {@link System#nanoTime()}
     */
    static <P> PackReport make(
            ShardFolder folder,
            JavaSparkContext context,
            int parts,
            IntFunction<P> part,
            Function<P, ShardMark> task,
            Path rec,
            long errorLimit,
            long beginNanos)
            throws IOException {
        List<PackedShard> shards = new ArrayList<>();
        PackReport report;
        try (RecordJoin join = RecordJoin.create(rec)) {
            folder.make(context, parts, part, task, mark -> {
                PackedShard shard = of(mark);
                shards.add(shard);
                if (shard.packed() > 0) {
                    join.append(Path.of(shard.rec()));
                }
            });
            report = end(shards, join, rec, errorLimit, beginNanos);
        }
        SparkConversion.end(folder, report.end());
        return report.withResumedAt(folder.before(LISTED));
    }

    private static PackReport end(List<PackedShard> shards, RecordJoin join, Path rec, long errorLimit, long beginNanos)
            throws IOException {
        long listed = sum(shards, PackedShard::listed);
        long rejected = sum(shards, PackedShard::rejected);
        PackReport.End end = rejected > errorLimit
                ? PackReport.End.ERROR_LIMIT
                : rejected > 0 && rejected == listed ? PackReport.End.NOTHING_PACKED : PackReport.End.COMPLETE;
        boolean complete = end == PackReport.End.COMPLETE;
        if (complete) {
            join.commit();
        }
        List<Path> rejects = shards.stream()
                .map(shard -> RejectsFile.besides(Path.of(shard.rec())))
                .toList();
        return new PackReport(
                rec,
                RejectsFile.join(rejects, RejectsFile.besides(rec)),
                listed,
                sum(shards, PackedShard::packed),
                rejected,
                0,
                complete ? join.sizeBytes() : 0,
                end,
                System.nanoTime() - beginNanos,
                sum(shards, PackedShard::stageNanos));
    }

    private static long sum(List<PackedShard> shards, ToLongFunction<PackedShard> number) {
        return shards.stream().mapToLong(number).sum();
    }
}
