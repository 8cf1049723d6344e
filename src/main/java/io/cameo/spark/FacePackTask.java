package io.cameo.spark;

import io.cameo.convert.insightface.FacePack;
import io.cameo.convert.insightface.FacePackPart;
import io.cameo.convert.insightface.FacePackShard;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import org.apache.spark.api.java.function.Function;

/**
 * Packs one part of a source of faces into a folder of this attempt alone.
 *
 * @param source list or folder, on disks that all machines share, as {@code root} and {@code folder}
 * @param folder where attempts have their folders
 * @param workers threads of one task
 */
record FacePackTask(String source, String root, String folder, int workers, SparkFacePack.Settings settings)
        implements Function<FacePackTask.Numbered, FacePackShard> {
    /** A part, and which one it is. */
    record Numbered(int number, FacePackPart part) implements Serializable {}

    @Override
    public FacePackShard call(Numbered part) throws IOException {
        Path own = ShardFolder.ofAttempt(folder, part.number());
        FacePack job = FacePack.from(Path.of(source)).root(Path.of(root));
        settings.applyTo(job);
        return job.workers(workers).packPart(part.part(), own.resolve("crops"));
    }
}
