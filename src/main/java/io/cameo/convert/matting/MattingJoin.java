package io.cameo.convert.matting;

import io.cameo.convert.PackReport;
import io.cameo.convert.RejectsFile;
import io.cameo.pipeline.Pipeline;
import io.cameo.record.RecordJoin;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToLongFunction;

/** Makes one record file of those of all parts, and one report. */
final class MattingJoin {
    private final List<MattingPackShard> shards;
    private final Path rec;

    MattingJoin(List<MattingPackShard> shards, Path rec) {
        this.shards = shards;
        this.rec = rec;
    }

    PackReport run(long errorLimit) throws IOException {
        long begin = System.nanoTime();
        long rejected = sum(MattingPackShard::rejected);
        long others = sum(shard -> shard.images() ? 0 : shard.packed());
        long listed = sum(MattingPackShard::listed) - others;
        PackReport.End end = errorLimit != Pipeline.UNLIMITED && rejected > errorLimit
                ? PackReport.End.ERROR_LIMIT
                : rejected > 0 && rejected == listed ? PackReport.End.NOTHING_PACKED : PackReport.End.COMPLETE;
        if (end == PackReport.End.COMPLETE) {
            join();
        }
        List<Path> lists = shards.stream()
                .map(shard -> RejectsFile.besides(Path.of(shard.rec())))
                .toList();
        return new PackReport(
                rec,
                RejectsFile.join(lists, RejectsFile.besides(rec)),
                listed,
                listed - rejected,
                rejected,
                0,
                sum(MattingPackShard::sizeBytes), // records follow each other in one file as they do in several
                end,
                System.nanoTime() - begin,
                sum(MattingPackShard::stageNanos));
    }

    private void join() throws IOException {
        try (RecordJoin join = RecordJoin.create(rec)) {
            for (MattingPackShard shard : shards) {
                if (shard.packed() > 0) {
                    join.append(Path.of(shard.rec()));
                }
            }
            join.commit();
        }
    }

    private long sum(ToLongFunction<MattingPackShard> number) {
        return shards.stream().mapToLong(number).sum();
    }
}
