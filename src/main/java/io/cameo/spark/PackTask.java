package io.cameo.spark;

import io.cameo.convert.Im2Rec;
import io.cameo.convert.PackReport;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.spark.api.java.function.Function;

/**
 * Packs one part of a list into a folder of this attempt alone.
 *
 * @param list the list, on disks that all machines share, as {@code root} and {@code folder}
 * @param folder where attempts have their folders
 * @param workers threads of one task
 */
record PackTask(String list, String root, String folder, int parts, int workers, SparkPack.Settings settings)
        implements Function<Integer, PackTask.Done> {
    /**
     * What one attempt made.
     *
     * @param rec its shard; it exists where anything was packed
     */
    record Done(String rec, long listed, long packed, long rejected, long stageNanos) implements Serializable {}

    @Override
    public Done call(Integer part) throws IOException {
        Path own = ShardFolder.ofAttempt(folder, part);
        Path rec = own.resolve(String.format(Locale.ROOT, "part-%05d.rec", part));
        Im2Rec job = Im2Rec.from(Path.of(list), Path.of(root));
        settings.applyTo(job);
        PackReport report = job.part(part, parts)
                .workers(workers)
                .noErrorLimit()
                .resume(false)
                .writeTo(rec);
        if (report.end() == PackReport.End.CANCELLED) {
            throw new IOException("packing was cancelled: part=" + part + ", parts=" + parts);
        }
        return new Done(rec.toString(), report.listed(), report.packed(), report.rejected(), report.stageNanos());
    }
}
