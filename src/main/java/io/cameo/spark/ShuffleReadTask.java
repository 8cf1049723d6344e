package io.cameo.spark;

import io.cameo.record.ShuffleParts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.stream.IntStream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import org.apache.spark.util.TaskCompletionListener;
import scala.Tuple2;

/**
 * Reads one part of a record file from front to back and says where its records go.
 *
 * @param rec the file, on a disk that all machines share
 */
record ShuffleReadTask(String rec, long seed, int parts) implements PairFlatMapFunction<Integer, Long, MovedRecord> {
    @Override
    public Iterator<Tuple2<Long, MovedRecord>> call(Integer part) throws IOException {
        ShuffleParts source = ShuffleParts.open(Path.of(rec), seed);
        TaskContext.get().addTaskCompletionListener((TaskCompletionListener) _ -> source.close());
        long records = source.records();
        return IntStream.range((int) (records * part / parts), (int) (records * (part + 1) / parts))
                .mapToObj(rank -> {
                    try {
                        return source.read(rank, MovedRecord::take);
                    } catch (IOException failure) {
                        throw new UncheckedIOException(failure);
                    }
                })
                .iterator();
    }
}
