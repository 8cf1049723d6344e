package io.cameo.spark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;

/** Reads what an earlier run marked as done, and says which of it is still what it was. */
record ShardCheckTask() implements FlatMapFunction<String, ShardMark> {
    @Override
    public Iterator<ShardMark> call(String folder) throws IOException {
        ShardMark mark = ShardMark.read(Path.of(folder));
        return mark == null ? Collections.emptyIterator() : List.of(mark).iterator();
    }
}
