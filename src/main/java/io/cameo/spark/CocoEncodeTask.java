package io.cameo.spark;

import io.cameo.convert.coco.CocoEncode;
import io.cameo.dataset.coco.CocoSlice;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import org.apache.spark.api.java.function.Function;

/**
 * Encodes one part of an annotation file's images into a folder of this attempt alone.
 *
 * @param annotations the file, on disks that all machines share, as {@code images} and {@code folder}
 * @param folder where attempts have their folders
 * @param workers threads of one task
 */
record CocoEncodeTask(String annotations, String images, String folder, int workers, SparkCocoEncode.Settings settings)
        implements Function<CocoEncodeTask.Numbered, ShardMark> {
    /** A part, and which one it is. */
    record Numbered(int number, CocoSlice part) implements Serializable {}

    @Override
    public ShardMark call(Numbered part) throws IOException {
        Path own = ShardFolder.ofAttempt(folder, part.number());
        Path rec = own.resolve(PackedShard.nameOf(part.number()));
        CocoEncode job = CocoEncode.from(Path.of(annotations), Path.of(images));
        settings.applyTo(job);
        return PackedShard.mark(
                own,
                part.number(),
                job.workers(workers).noErrorLimit().resume(false).encodePart(part.part(), rec));
    }
}
