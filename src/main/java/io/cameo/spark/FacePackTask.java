package io.cameo.spark;

import io.cameo.convert.insightface.FaceOrigins;
import io.cameo.convert.insightface.FacePack;
import io.cameo.convert.insightface.FacePackPart;
import io.cameo.convert.insightface.FacePackShard;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.api.java.function.Function;

/**
 * Packs one part of a source of faces into a folder of this attempt alone.
 *
 * @param source list or folder, on disks that all machines share, as {@code root} and {@code folder}
 * @param folder where attempts have their folders
 * @param workers threads of one task
 */
record FacePackTask(String source, String root, String folder, int workers, SparkFacePack.Settings settings)
        implements Function<FacePackTask.Numbered, ShardMark> {
    /** Lines of a part. */
    static final String LISTED = "listed";

    private static final String CROPS = "crops";
    private static final String PACKED = "packed";
    private static final String REJECTED = "rejected";
    private static final String STAGE_NANOS = "stage_nanos";
    private static final String PASSED_THROUGH = "passed_through";
    private static final String BY_LIST = "aligned_by_list";
    private static final String DETECTED = "detected";
    private static final String APPROXIMATE = "approximate";
    private static final String CENTRE_CROPS = "centre_crops";

    /** A part, and which one it is. */
    record Numbered(int number, FacePackPart part) implements Serializable {}

    @Override
    public ShardMark call(Numbered part) throws IOException {
        Path own = ShardFolder.ofAttempt(folder, part.number());
        FacePack job = FacePack.from(Path.of(source)).root(Path.of(root));
        settings.applyTo(job);
        FacePackShard shard = job.workers(workers).packPart(part.part(), own.resolve(CROPS));
        return ShardMark.write(own, part.number(), numbers(shard));
    }

    private static Map<String, Long> numbers(FacePackShard shard) {
        FaceOrigins origins = shard.origins();
        return Map.of(
                LISTED,
                shard.listed(),
                PACKED,
                shard.packed(),
                REJECTED,
                shard.rejected(),
                STAGE_NANOS,
                shard.stageNanos(),
                PASSED_THROUGH,
                origins.passedThrough(),
                BY_LIST,
                origins.listed(),
                DETECTED,
                origins.detected(),
                APPROXIMATE,
                origins.approximate(),
                CENTRE_CROPS,
                origins.centreCrops());
    }

    /** What an attempt made, out of its mark. */
    static FacePackShard shard(ShardMark mark) {
        return new FacePackShard(
                mark.file(CROPS),
                mark.number(LISTED),
                mark.number(PACKED),
                mark.number(REJECTED),
                mark.number(STAGE_NANOS),
                new FaceOrigins(
                        mark.number(PASSED_THROUGH),
                        mark.number(BY_LIST),
                        mark.number(DETECTED),
                        mark.number(APPROXIMATE),
                        mark.number(CENTRE_CROPS)));
    }
}
