package io.cameo.record;

import io.cameo.bytes.PageFault;
import io.cameo.nativelib.PageCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Puts record files behind each other into one, each as soon as it is there: what the parts of a long run made becomes the
 * file of the whole run while other parts are still at work.
 *
 * <pre>{@code
 * try (RecordJoin join = RecordJoin.create(Path.of("train.rec"))) {
 *     for (Path part : parts) {
 *         join.append(part);
 *     }
 *     join.commit();
 * }
 * }</pre>
 *
 * <p>Records keep their bytes and their keys, whatever these are; a key may come twice. To give new keys, or to refuse those
 * that are there already, use {@link Merge}. One thread at a time.
 */
public final class RecordJoin implements AutoCloseable {
    private static final long FORCE_BYTES = 64L << 20;

    private final RecordWriter writer;

    private RecordJoin(RecordWriter writer) {
        this.writer = writer;
    }

    /** Starts the file of all and its indexes; what stands under these names stays until {@link #commit()}. */
    public static RecordJoin create(Path out) throws IOException {
        RecordWriter writer = RecordWriter.create(out);
        writer.forceEvery(FORCE_BYTES);
        return new RecordJoin(writer);
    }

    /**
     * Appends all records of a file, with the keys of the index beside it, or with keys that count from 0 where there is
     * none. Every content is held against the checksums of the {@code .cix} on its way. The file may be deleted afterwards.
     *
     * @throws io.cameo.bytes.CorruptDataException if it is damaged, or an index does not fit
     */
    public void append(Path rec) throws IOException {
        try (RecordSource source = RecordSource.open(rec)) {
            new RunCopy(source, writer).run();
        } catch (InternalError fault) {
            throw PageFault.among(rec, fault);
        }
        // Nobody reads it again: its pages make room for those that are written next.
        try (PageCache cache = PageCache.of(rec)) {
            cache.drop(0, Files.size(rec));
        }
    }

    /** Records so far. */
    public long records() {
        return writer.records();
    }

    /** Bytes of the record file so far. */
    public long sizeBytes() {
        return writer.sizeBytes();
    }

    /** Gives the file and its indexes their names; they are on disk then. */
    public void commit() throws IOException {
        writer.commit();
    }

    /** Leaves nothing behind unless it was committed. */
    @Override
    public void close() throws IOException {
        writer.close();
    }
}
