package io.cameo.spark;

import io.cameo.convert.Im2Rec;
import io.cameo.convert.PackReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
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
    /** Lines of a part. */
    static final String LISTED = "listed";

    private static final String PACKED = "packed";
    private static final String REJECTED = "rejected";
    private static final String STAGE_NANOS = "stage_nanos";

    /**
     * What was made of a part.
     *
     * @param rec its shard; it exists where anything was packed
     */
    record Done(String rec, long listed, long packed, long rejected, long stageNanos) {
        static Done of(ShardMark mark) {
            return new Done(
                    mark.file(nameOf(mark.part())),
                    mark.number(LISTED),
                    mark.number(PACKED),
                    mark.number(REJECTED),
                    mark.number(STAGE_NANOS));
        }
    }

    private static String nameOf(int part) {
        return String.format(Locale.ROOT, "part-%05d.rec", part);
    }

    @Override
    public ShardMark call(Integer part) throws IOException {
        Path own = ShardFolder.ofAttempt(folder, part);
        Im2Rec job = Im2Rec.from(Path.of(list), Path.of(root));
        settings.applyTo(job);
        PackReport report = job.part(part, parts)
                .workers(workers)
                .noErrorLimit()
                .resume(false)
                .writeTo(own.resolve(nameOf(part)));
        if (report.end() == PackReport.End.CANCELLED) {
            throw new IOException("packing was cancelled: part=" + part + ", parts=" + parts);
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
}
