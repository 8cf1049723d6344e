package io.cameo.record;

import io.cameo.bytes.PageFault;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The reading end of a {@link Shuffle} that is done in parts: says of each record which place it goes to. Whoever brings the
 * records there in that order, through {@link ShuffleShard}, gets the bytes that {@link Shuffle#to} writes for the same
 * seed.
 *
 * <p>Records are named by rank, their place in the file. Not thread-safe; each part opens the file for itself.
 */
public final class ShuffleParts implements AutoCloseable {
    private final Path rec;
    private final RecordSource source;
    private final Permutation permutation;
    private final RecordView view = new RecordView();

    private ShuffleParts(Path rec, RecordSource source, long seed) {
        this.rec = rec;
        this.source = source;
        permutation = new Permutation(seed, source.size());
    }

    /** Takes one record on its way. */
    @FunctionalInterface
    public interface Taker<T> {
        /**
         * Makes something of it.
         *
         * @param place where it goes, from 0
         * @param key its key; 0 where keys are text
         * @param textKey its key where keys are text, else null
         * @param content header, labels and payload; valid during the call
         * @param contentCrc CRC32C of the content, which agrees with the {@code .cix} where there is one
         */
        T take(long place, long key, @Nullable String textKey, MemorySegment content, int contentCrc);
    }

    /**
     * Opens a file with the index beside it, or with keys that count from 0 where there is none.
     *
     * @param seed which permutation
     * @throws io.cameo.bytes.CorruptDataException if an index does not fit
     */
    public static ShuffleParts open(Path rec, long seed) throws IOException {
        return new ShuffleParts(rec, RecordSource.open(rec), seed);
    }

    /** Number of records in the file. */
    public int records() {
        return source.size();
    }

    /**
     * Refuses a file that must not be shuffled: bytes without entries in its index, or, if records get new keys, records
     * that name others by key.
     *
     * @throws io.cameo.bytes.CorruptDataException in the first case
     * @throws IllegalArgumentException in the second
     */
    public void check(boolean renumber) {
        source.checkNotEmpty();
        if (renumber) {
            MetaRecords.refuseIn(source);
        }
    }

    /**
     * Reads the record of a rank.
     *
     * @throws io.cameo.bytes.CorruptDataException if it is damaged
     */
    public <T> T read(int rank, Taker<T> taker) throws IOException {
        try {
            source.read(rank, view);
            int crc = source.checkedCrc(rank, view);
            boolean text = source.hasTextKeys();
            return taker.take(
                    permutation.of(rank),
                    text ? 0 : source.key(rank),
                    text ? source.keyText(rank) : null,
                    view.content(),
                    crc);
        } catch (InternalError fault) {
            throw PageFault.among(rec, fault);
        }
    }

    @Override
    public void close() {
        source.close();
    }
}
