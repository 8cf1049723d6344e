package io.cameo.record;

import io.cameo.bytes.PageFault;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The writing end of a {@link Shuffle} that is done in parts: a run of places that follow each other, as a record file of
 * its own, and {@link #join} that makes one file of all runs. One thread at a time.
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

    /**
     * Puts shards, in the order of their places, into one file with its indexes, which appear whole or not at all. Records
     * keep their keys, whatever these are.
     *
     * @throws io.cameo.bytes.CorruptDataException if a shard was damaged meanwhile
     */
    public static ShuffleReport join(List<Path> shards, Path out) throws IOException {
        long startNanos = System.nanoTime();
        try (RecordWriter writer = RecordWriter.create(out)) {
            for (Path shard : shards) {
                append(shard, writer);
            }
            writer.commit();
            return new ShuffleReport(
                    out, writer.records(), writer.sizeBytes(), shards.size(), System.nanoTime() - startNanos);
        }
    }

    private static void append(Path shard, RecordWriter writer) throws IOException {
        try (RecordSource source = RecordSource.open(shard)) {
            source.checkNotEmpty();
            BitSet all = new BitSet(source.size());
            all.set(0, source.size());
            source.copy(all, writer, Watch.NONE);
            source.file().checkWhole();
        } catch (InternalError fault) {
            throw PageFault.among(shard, fault);
        }
    }
}
