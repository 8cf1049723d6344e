package io.cameo.spark;

import io.cameo.record.RecordJoin;
import io.cameo.record.ShuffleParts;
import io.cameo.record.ShuffleReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * Shuffles a record file on many machines: tasks read it from front to back, Spark carries every record to the task that
 * has its new place, and the shards are joined to the very bytes of {@link io.cameo.record.Shuffle} with the same seed.
 *
 * <pre>{@code
 * ShuffleReport report = SparkShuffle.of(Path.of("/data/train.rec")).seed(7).writeTo(session, Path.of("/data/shuffled.rec"));
 * }</pre>
 *
 * <p>Input and output lie on disks that all machines share under the same names. Spark's own folders take the size of the
 * file once, {@code OUT.rec.shards/} once more; both are gone when the run ends. Set up and run on one thread.
 */
public final class SparkShuffle {
    private static final int NO_TASKS = 0;

    private final Path rec;
    private long seed;
    private boolean renumber;
    private boolean keepIds;
    private boolean discardLeft;
    private int tasks = NO_TASKS;

    private SparkShuffle(Path rec) {
        this.rec = rec;
    }

    /** Shuffles a record file with the index beside it, or with keys that count from 0 where there is none. */
    public static SparkShuffle of(Path rec) {
        return new SparkShuffle(rec);
    }

    /** Which permutation; 0 unless told. */
    public SparkShuffle seed(long newSeed) {
        seed = newSeed;
        return this;
    }

    /** Gives each record its new place as key, and as id where the id was its key; off unless told. */
    public SparkShuffle renumber(boolean on) {
        renumber = on;
        return this;
    }

    /** Leaves ids as they are when renumbering. */
    public SparkShuffle keepIds(boolean on) {
        keepIds = on;
        return this;
    }

    /** How many tasks read and how many write; four for each core that Spark has unless told. Does not change the result. */
    public SparkShuffle tasks(int number) {
        tasks = Tasks.checked(number);
        return this;
    }

    /**
     * Deletes what a stopped run left in {@code OUT.rec.shards/}, whatever it is. Unless told, what a shuffle left on this
     * machine goes, and anything else is refused.
     */
    public SparkShuffle discardLeft() {
        discardLeft = true;
        return this;
    }

    /**
     * Writes the shuffled file and its indexes. They appear whole or not at all; {@code out} may be the input.
     *
     * @throws io.cameo.bytes.CorruptDataException if an index does not fit; damage that a task meets ends the job with
     *     Spark's own exception
     * @throws IOException if a file cannot be read or written
     * @throws IllegalArgumentException if the file is to be renumbered and its records name others by key
     */
    public ShuffleReport writeTo(SparkSession session, Path out) throws IOException {
        long begin = System.nanoTime();
        JavaSparkContext context = JavaSparkContext.fromSparkContext(session.sparkContext());
        long records;
        try (ShuffleParts source = ShuffleParts.open(rec, seed)) {
            source.check(renumber);
            records = source.records();
        }
        try (ShardFolder folder = ShardFolder.open(out, discardLeft ? Boolean.FALSE : null)) {
            int wanted = (int) Math.min(tasks == NO_TASKS ? Tasks.usual(context) : tasks, records);
            folder.begin(context, "shuffle", Map.of("source", Tasks.absolute(rec)), wanted);
            try (RecordJoin join = RecordJoin.create(out)) {
                if (wanted > 0) {
                    InOrder.run(
                            context, shards(context, records, wanted, folder), shard -> join.append(Path.of(shard)));
                }
                join.commit();
                folder.finished();
                return new ShuffleReport(out, join.records(), join.sizeBytes(), wanted, System.nanoTime() - begin);
            }
        }
    }

    private JavaRDD<String> shards(JavaSparkContext context, long records, int parts, ShardFolder folder) {
        PlaceRanges ranges = new PlaceRanges(records, parts);
        List<Integer> numbers = IntStream.range(0, parts).boxed().toList();
        return context.parallelize(numbers, parts)
                .flatMapToPair(new ShuffleReadTask(Tasks.absolute(rec), seed, parts))
                .repartitionAndSortWithinPartitions(ranges)
                .mapPartitionsWithIndex(
                        new ShuffleWriteTask(folder.path().toString(), ranges, renumber, keepIds), true);
    }
}
