package io.cameo.spark;

import io.cameo.convert.coco.CocoEncode;
import io.cameo.dataset.coco.CocoSlice;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.spark.api.java.function.Function;

/**
 * Encodes one part of an annotation file's images into a folder of this attempt alone.
 *
 * @param annotations the file, on disks that all machines share, as {@code images} and {@code folder}
 * @param folder where attempts have their folders
 * @param workers threads of one task
 */
record CocoEncodeTask(String annotations, String images, String folder, int workers, SparkCocoEncode.Settings settings)
        implements Function<CocoEncodeTask.Numbered, PackedShard> {
    /** A part, and which one it is. */
    record Numbered(int number, CocoSlice part) implements Serializable {}

    @Override
    public PackedShard call(Numbered part) throws IOException {
        Path own = ShardFolder.ofAttempt(folder, part.number());
        Path rec = own.resolve(String.format(Locale.ROOT, "part-%05d.rec", part.number()));
        CocoEncode job = CocoEncode.from(Path.of(annotations), Path.of(images));
        settings.applyTo(job);
        return PackedShard.of(job.workers(workers).noErrorLimit().resume(false).encodePart(part.part(), rec));
    }
}
