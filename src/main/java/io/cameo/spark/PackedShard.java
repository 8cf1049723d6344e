package io.cameo.spark;

import io.cameo.convert.PackReport;
import io.cameo.convert.RejectsFile;
import io.cameo.record.Merge;
import io.cameo.record.RecordWriter;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;

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
record PackedShard(String rec, long listed, long packed, long rejected, long stageNanos) implements Serializable {
    /** What a run made that nobody was to stop. */
    static PackedShard of(PackReport report) throws IOException {
        if (report.end() == PackReport.End.CANCELLED) {
            throw new IOException("a part was cancelled: part=" + report.rec());
        }
        return new PackedShard(
                report.rec().toString(), report.listed(), report.packed(), report.rejected(), report.stageNanos());
    }

    /**
     * Makes one record file of all parts, in their order, and one list of rejects. Where more items were rejected than
     * tolerated, or all were, only that list; where there were none, an empty file, as on one machine.
     *
     * @param beginNanos when the run began, by {@link System#nanoTime()}
     */
    static PackReport join(List<PackedShard> shards, Path rec, long errorLimit, long beginNanos) throws IOException {
        long listed = shards.stream().mapToLong(PackedShard::listed).sum();
        long rejected = shards.stream().mapToLong(PackedShard::rejected).sum();
        PackReport.End end = rejected > errorLimit
                ? PackReport.End.ERROR_LIMIT
                : rejected > 0 && rejected == listed ? PackReport.End.NOTHING_PACKED : PackReport.End.COMPLETE;
        long sizeBytes = end == PackReport.End.COMPLETE ? merge(shards, rec) : 0;
        Path rejects = RejectsFile.join(
                shards.stream()
                        .map(shard -> RejectsFile.besides(Path.of(shard.rec())))
                        .toList(),
                RejectsFile.besides(rec));
        return new PackReport(
                rec,
                rejects,
                listed,
                shards.stream().mapToLong(PackedShard::packed).sum(),
                rejected,
                0,
                sizeBytes,
                end,
                System.nanoTime() - beginNanos,
                shards.stream().mapToLong(PackedShard::stageNanos).sum());
    }

    private static long merge(List<PackedShard> shards, Path rec) throws IOException {
        List<Path> recs = shards.stream()
                .filter(shard -> shard.packed() > 0)
                .map(shard -> Path.of(shard.rec()))
                .toList();
        if (recs.isEmpty()) {
            try (RecordWriter writer = RecordWriter.create(rec)) {
                writer.commit();
                return writer.sizeBytes();
            }
        }
        return Merge.of(recs).keepKeys(Merge.OnCollision.REFUSE).to(rec).sizeBytes();
    }
}
