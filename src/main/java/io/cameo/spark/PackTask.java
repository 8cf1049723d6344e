package io.cameo.spark;

import io.cameo.convert.Im2Rec;
import io.cameo.convert.PackReport;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.spark.api.java.function.Function;

/**
 * Packs one part of a list into a folder of this attempt alone.
 *
 * @param list the list, on disks that all machines share, as {@code root} and {@code folder}
 * @param folder where attempts have their folders
 * @param workers threads of one task
 */
record PackTask(String list, String root, String folder, int parts, int workers, SparkPack.Settings settings)
        implements Function<Integer, ShardMark> {
    @Override
    public ShardMark call(Integer part) throws IOException {
        Path own = ShardFolder.ofAttempt(folder, part);
        Im2Rec job = Im2Rec.from(Path.of(list), Path.of(root));
        settings.applyTo(job);
        PackReport report = job.part(part, parts)
                .workers(workers)
                .noErrorLimit()
                .resume(false)
                .writeTo(own.resolve(PackedShard.nameOf(part)));
        return PackedShard.mark(own, part, report);
    }
}
