package io.cameo.record;

import io.cameo.bytes.AtomicFile;
import io.cameo.bytes.MappedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Writes the {@code .idx} and the {@code .cix} of a record file that is there already; records are given in file order.
 * Nothing stands under its name until {@link #commit()}. Not thread-safe.
 */
public final class RecordIndexWriter implements AutoCloseable {
    private final Path rec;
    private final @Nullable AtomicFile idx;
    private final @Nullable BufferedChannel idxOut;
    private final @Nullable IdxWriter lines;
    private final CixWriter cix;
    private final ContentSum sum;
    private final MappedFile mapped;

    private RecordIndexWriter(MappedFile mapped, @Nullable AtomicFile idx, CixWriter cix) {
        this.rec = mapped.path();
        this.mapped = mapped;
        this.idx = idx;
        this.cix = cix;
        idxOut = idx == null ? null : new BufferedChannel(idx.channel(), 0);
        lines = idxOut == null ? null : new IdxWriter(idxOut);
        sum = new ContentSum(mapped.segment());
    }

    /**
     * Starts the indexes of a record file.
     *
     * @param withIdx whether to write the {@code .idx} too; otherwise the one that is there stays
     */
    public static RecordIndexWriter create(Path rec, boolean withIdx) throws IOException {
        MappedFile mapped = MappedFile.open(rec);
        AtomicFile idx = null;
        try {
            idx = withIdx ? AtomicFile.create(RecordIndex.besides(rec)) : null;
            return new RecordIndexWriter(mapped, idx, CixWriter.create(CixFile.besides(rec)));
        } catch (Throwable failure) {
            mapped.close();
            if (idx != null) {
                idx.close();
            }
            throw failure;
        }
    }

    /** Appends entries for the record that a view of the same file stands on. */
    public void add(long key, RecordView view) throws IOException {
        cix.checkKind(false);
        if (lines != null) {
            lines.add(key, view.offsetBytes());
        }
        cix.add(key, view.offsetBytes(), view.contentLength(), sum.of(view), label(view), flag(view));
    }

    /** The same with a key that is text; then every key must be. */
    public void add(String key, RecordView view) throws IOException {
        cix.checkKind(true);
        if (lines != null) {
            lines.add(key, view.offsetBytes());
        }
        cix.add(key, view.offsetBytes(), view.contentLength(), sum.of(view), label(view), flag(view));
    }

    /** Gives the files their names. A {@code .cix} of before goes first, so that it never stands beside another {@code .idx}. */
    public void commit() throws IOException {
        if (idx != null && idxOut != null) {
            idxOut.flush();
            Files.deleteIfExists(CixFile.besides(rec));
            idx.commit();
        }
        cix.complete(mapped.segment());
        cix.commit();
    }

    @Override
    public void close() throws IOException {
        if (idxOut != null) {
            idxOut.close();
        }
        try (mapped;
                AtomicFile _ = idx) {
            cix.close();
        }
    }

    private static float label(RecordView view) {
        return view.hasHeader() ? view.label(0) : Float.intBitsToFloat(CixLayout.NO_LABEL_BITS);
    }

    private static int flag(RecordView view) {
        return view.hasHeader() ? view.flag() : CixLayout.NO_HEADER_FLAG;
    }
}
