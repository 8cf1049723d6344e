package io.cameo.spark;

import io.cameo.convert.PackReport;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;

/**
 * What every conversion of many files on Spark lets its caller choose, and none of which changes a byte of the result: into
 * how many tasks it is cut, when to give up, what becomes of what an earlier run left.
 *
 * <p>Parts are made in {@code OUT.rec.shards/}, which is gone when a run has ended. One that was killed or failed leaves the
 * parts that it finished, and the next run of the same job makes the others only. Set up and run on one thread.
 *
 * @param <S> the conversion itself, for chaining
 */
public abstract class SparkConversion<S extends SparkConversion<S>> {
    private @Nullable Integer tasks;
    private long errorLimit;
    private @Nullable Boolean resume;

    SparkConversion() {}

    /** This conversion as its own type. */
    abstract S self();

    /**
     * Into how many parts the work is cut; as the run that is gone on with, or four for each core that Spark has, unless
     * told. Does not change the result.
     */
    public final S tasks(int number) {
        tasks = Tasks.checked(number);
        return self();
    }

    /** How many bad images are tolerated; none unless told. It is looked at when all parts are done. */
    public final S errorLimit(long images) {
        if (images < 0) {
            throw new IllegalArgumentException("error limit is negative: limit=" + images);
        }
        errorLimit = images;
        return self();
    }

    /**
     * Whether to go on with what a stopped run of the same job left, or to delete what any run left. Unless told, a run that
     * was killed or failed is gone on with if it was this machine's, so that it is sure that it is over; one that ended at
     * its error limit is begun anew.
     *
     * <p>As with {@link io.cameo.convert.Conversion#resume}, images that have changed since are not noticed.
     */
    public final S resume(boolean goOn) {
        resume = goOn;
        return self();
    }

    final long errorLimit() {
        return errorLimit;
    }

    /** Takes the folder of the parts of an output, as it was left or new. */
    final ShardFolder folder(Path rec) throws IOException {
        return ShardFolder.open(rec, resume);
    }

    /** Into how many parts the work is cut. */
    final int parts(ShardFolder folder, JavaSparkContext context) throws IOException {
        Integer told = tasks;
        return told != null ? told : folder.partsBefore(Tasks.usual(context));
    }

    /** Leaves of a run that ended what it is gone on with under another error limit: all, or else nothing. */
    static void end(ShardFolder folder, PackReport.End end) throws IOException {
        if (end == PackReport.End.ERROR_LIMIT) {
            folder.stopped();
        } else {
            folder.finished();
        }
    }
}
