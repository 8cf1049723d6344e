package io.cameo.spark;

import java.io.Serializable;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/** A record on its way between machines, as {@link io.cameo.record.ShuffleParts.Taker} gets it. */
@SuppressWarnings("ArrayRecordComponent") // nobody compares or keeps them
record MovedRecord(long key, @Nullable String textKey, byte[] content, int contentCrc) implements Serializable {
    static Tuple2<Long, MovedRecord> take(
            long place, long key, @Nullable String textKey, MemorySegment content, int contentCrc) {
        byte[] copy = content.toArray(ValueLayout.JAVA_BYTE);
        return new Tuple2<>(place, new MovedRecord(key, textKey, copy, contentCrc));
    }
}
