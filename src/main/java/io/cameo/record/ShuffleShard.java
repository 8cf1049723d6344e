package io.cameo.record;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The writing end of a {@link Shuffle} that is done in parts: a run of places that follow each other, as a record file of
 * its own. {@link RecordJoin} makes one file of all runs. One thread at a time.
 */
public final class ShuffleShard implements AutoCloseable {
    private final RecordWriter writer;
    private final RecordEdit edit;
    private final boolean renumber;

    private ShuffleShard(RecordWriter writer, boolean renumber, boolean keepIds) {
        this.writer = writer;
        this.renumber = renumber;
        edit = new RecordEdit(!keepIds);
    }

    /**
     * Starts a shard.
     *
     * @param renumber as {@link Shuffle#renumber}
     * @param keepIds as {@link Shuffle#keepIds}
     */
    public static ShuffleShard create(Path rec, boolean renumber, boolean keepIds) throws IOException {
        return new ShuffleShard(RecordWriter.create(rec), renumber, keepIds);
    }

    /**
     * Appends the record of the next place, as {@link ShuffleParts.Taker} got it.
     *
     * @throws IOException also if the content has another checksum by now
     */
    public void write(long place, long key, @Nullable String textKey, MemorySegment content, int contentCrc)
            throws IOException {
        // An id follows only a key that is a number: what is text was never an id.
        long oldKey = textKey == null || !renumber ? key : place;
        edit.rekeyed(writer.output(), renumber ? null : textKey, oldKey, renumber ? place : key, content, contentCrc);
    }

    /** Gives the shard and its indexes their names. */
    public void commit() throws IOException {
        writer.commit();
    }

    /** Leaves nothing behind unless it was committed. */
    @Override
    public void close() throws IOException {
        writer.close();
    }
}
