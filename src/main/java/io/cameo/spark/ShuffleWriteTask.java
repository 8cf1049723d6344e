package io.cameo.spark;

import io.cameo.record.ShuffleShard;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.Function2;
import scala.Tuple2;

/**
 * Writes the records of a run of places, which come in order, into a shard of this attempt alone.
 *
 * @param folder where attempts have their folders, on a disk that all machines share
 */
record ShuffleWriteTask(String folder, PlaceRanges ranges, boolean renumber, boolean keepIds)
        implements Function2<Integer, Iterator<Tuple2<Long, MovedRecord>>, Iterator<String>> {
    @Override
    public Iterator<String> call(Integer task, Iterator<Tuple2<Long, MovedRecord>> records) throws IOException {
        Path shard = ShardFolder.ofAttempt(folder, task).resolve("part.rec");
        long place = ranges.first(task);
        try (ShuffleShard out = ShuffleShard.create(shard, renumber, keepIds)) {
            for (; records.hasNext(); place++) {
                Tuple2<Long, MovedRecord> next = records.next();
                if (next._1() != place) {
                    throw new IllegalStateException(
                            "no record goes to a place: place=" + place + ", next=" + next._1());
                }
                MovedRecord record = next._2();
                out.write(
                        place,
                        record.key(),
                        record.textKey(),
                        MemorySegment.ofArray(record.content()),
                        record.contentCrc());
            }
            if (place != ranges.first(task + 1)) {
                throw new IllegalStateException("no record goes to a place: place=" + place);
            }
            out.commit();
        }
        return List.of(shard.toString()).iterator();
    }
}
