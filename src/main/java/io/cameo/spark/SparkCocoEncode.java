package io.cameo.spark;

import io.cameo.convert.PackReport;
import io.cameo.convert.coco.CocoEncode;
import io.cameo.dataset.coco.CocoSlice;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * Encodes COCO's persons on many machines: the annotation file is gone through once, each task encodes some of its images with
 * {@link CocoEncode}, and the shards are merged to the very bytes that one machine would have written, the list of rejected
 * images included.
 *
 * <pre>{@code
 * PackReport report = SparkCocoEncode.from(Path.of("/data/person_keypoints_train2017.json"), Path.of("/data/train2017"))
 *         .settings(job -> job.plane(PlaneFormat.WIDE))
 *         .tasks(64)
 *         .writeTo(session, Path.of("/data/train.rec"));
 * }</pre>
 *
 * <p>Annotations, images and output lie on disks that all machines share under the same names. The driver writes down where
 * annotations stand, 36 bytes of each; tasks read that for their images, and of the annotation file what belongs to these.
 * Attempts that fail or run twice do not show. A run that was killed is gone on with by the next one. An HDF5 file is not made this way: its images stand in one file that one process writes. Set up and run on one
 * thread.
 */
public final class SparkCocoEncode extends SparkConversion<SparkCocoEncode> {
    private final Path annotations;
    private final Path images;
    private Settings settings = _ -> {};

    private SparkCocoEncode(Path annotations, Path images) {
        this.annotations = annotations;
        this.images = images;
    }

    /** Chooses plane, images and categories; goes to other machines. What it says of workers and limits does not count. */
    public interface Settings extends Serializable {
        void applyTo(CocoEncode job);
    }

    /** A job that encodes the images of an annotation file; see {@link CocoEncode#from}. */
    public static SparkCocoEncode from(Path annotations, Path images) {
        return new SparkCocoEncode(annotations, images);
    }

    public SparkCocoEncode settings(Settings newSettings) {
        settings = newSettings;
        return this;
    }

    /**
     * Encodes everything into a record file and its indexes. They appear whole or not at all; where more images are bad than
     * tolerated, or all are, only the list of rejected ones does.
     *
     * @throws io.cameo.bytes.CorruptDataException if the annotation file is not one
     * @throws IllegalArgumentException if it is one of results, or has not the categories that are wanted
     * @throws IOException if a file cannot be read or written; also if another run is at it, or another job left its parts
     */
    public PackReport writeTo(SparkSession session, Path rec) throws IOException {
        long begin = System.nanoTime();
        JavaSparkContext context = JavaSparkContext.fromSparkContext(session.sparkContext());
        CocoEncode job = CocoEncode.from(annotations, images);
        settings.applyTo(job);
        try (ShardFolder folder = folder(rec)) {
            int wanted = parts(folder, context);
            folder.begin(context, "coco-encode", job.describe(), wanted);
            List<CocoSlice> parts = job.cut(folder.path().resolve("annotations"), wanted);
            CocoEncodeTask task = new CocoEncodeTask(
                    Tasks.absolute(annotations),
                    Tasks.absolute(images),
                    folder.path().toString(),
                    Tasks.workers(context),
                    settings);
            return PackedShard.make(
                    folder,
                    context,
                    parts.size(),
                    i -> new CocoEncodeTask.Numbered(i, parts.get(i)),
                    task,
                    rec,
                    errorLimit(),
                    begin);
        }
    }

    @Override
    SparkCocoEncode self() {
        return this;
    }
}
