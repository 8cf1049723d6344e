package io.cameo.spark;

import io.cameo.convert.matting.MattingPack;
import io.cameo.convert.matting.MattingPackPart;
import io.cameo.convert.matting.MattingPackShard;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.api.java.function.Function;

/**
 * Packs one part of a tree of images and mattes into a folder of this attempt alone.
 *
 * @param tree folder or archive, on disks that all machines share, as {@code folder}
 * @param folder where attempts have their folders
 * @param workers threads of one task
 */
record MattingPackTask(String tree, String folder, int workers, SparkMattingPack.Settings settings)
        implements Function<MattingPackTask.Numbered, ShardMark> {
    /** What a report counts: images and frames, and whatever else was rejected. */
    static final String COUNTED = "counted";

    private static final String LISTED = "listed";

    private static final String REC = "part.rec";
    private static final String REJECTED = "rejected";
    private static final String SIZE_BYTES = "size_bytes";
    private static final String STAGE_NANOS = "stage_nanos";
    private static final String IMAGES = "images";

    /** A part, and which one it is. */
    record Numbered(int number, MattingPackPart part) implements Serializable {}

    @Override
    public ShardMark call(Numbered part) throws IOException {
        Path own = ShardFolder.ofAttempt(folder, part.number());
        try (SharedTree shared = SharedTree.open(Path.of(tree))) {
            MattingPack job = MattingPack.from(shared.files());
            settings.applyTo(job);
            MattingPackShard shard = job.workers(workers).packPart(part.part(), own.resolve(REC));
            return ShardMark.write(
                    own,
                    part.number(),
                    Map.of(
                            LISTED,
                            shard.listed(),
                            COUNTED,
                            shard.images() ? shard.listed() : shard.rejected(),
                            REJECTED,
                            shard.rejected(),
                            SIZE_BYTES,
                            shard.sizeBytes(),
                            STAGE_NANOS,
                            shard.stageNanos(),
                            IMAGES,
                            shard.images() ? 1L : 0L));
        }
    }

    /** What an attempt made, out of its mark. */
    static MattingPackShard shard(ShardMark mark) {
        return new MattingPackShard(
                mark.file(REC),
                mark.number(LISTED),
                mark.number(REJECTED),
                mark.number(SIZE_BYTES),
                mark.number(STAGE_NANOS),
                mark.number(IMAGES) == 1);
    }
}
