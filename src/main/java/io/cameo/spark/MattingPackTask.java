package io.cameo.spark;

import io.cameo.convert.matting.MattingPack;
import io.cameo.convert.matting.MattingPackPart;
import io.cameo.convert.matting.MattingPackShard;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import org.apache.spark.api.java.function.Function;

/**
 * Packs one part of a tree of images and mattes into a folder of this attempt alone.
 *
 * @param tree folder or archive, on disks that all machines share, as {@code folder}
 * @param folder where attempts have their folders
 * @param workers threads of one task
 */
record MattingPackTask(String tree, String folder, int workers, SparkMattingPack.Settings settings)
        implements Function<MattingPackTask.Numbered, MattingPackShard> {
    /** A part, and which one it is. */
    record Numbered(int number, MattingPackPart part) implements Serializable {}

    @Override
    public MattingPackShard call(Numbered part) throws IOException {
        Path own = ShardFolder.ofAttempt(folder, part.number());
        try (SharedTree shared = SharedTree.open(Path.of(tree))) {
            MattingPack job = MattingPack.from(shared.files());
            settings.applyTo(job);
            return job.workers(workers).packPart(part.part(), own.resolve("part.rec"));
        }
    }
}
