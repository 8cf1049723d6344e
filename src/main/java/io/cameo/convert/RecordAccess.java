package io.cameo.convert;

import io.cameo.bytes.CorruptDataException;
import io.cameo.bytes.DamagedRegion;
import io.cameo.record.CixFile;
import io.cameo.record.RecordFile;
import io.cameo.record.RecordIndex;
import io.cameo.record.RecordScanner;
import io.cameo.record.RecordView;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Records by position, whatever state a file is in. With an index its entries are the positions; without one, or with one
 * that cannot be read, records are counted in file order, and what lies damaged between them has positions too.
 *
 * <p>Immutable once open; any number of threads may read.
 */
final class RecordAccess implements AutoCloseable {
    private final RecordFile file;
    private final @Nullable RecordIndex index;
    private final @Nullable String indexFault;
    private final Map<Integer, CorruptDataException> damage = new HashMap<>();
    private long[] offsets = {};
    private int size;

    private RecordAccess(RecordFile file, @Nullable String indexFault) {
        this.file = file;
        this.index = file.hasIndexFile() ? file.index() : null;
        this.indexFault = indexFault;
    }

    /**
     * Opens a file with the {@code .cix} or {@code .idx} beside it, or walks through it where there is none to use.
     *
     * @throws IOException if the record file cannot be opened; never for damage
     */
    static RecordAccess open(Path rec) throws IOException {
        RecordAccess access = openWithIndex(rec);
        try {
            if (access.index == null) {
                access.walk();
            } else {
                access.size = access.index.size();
            }
            return access;
        } catch (Throwable failure) {
            access.close();
            throw failure;
        }
    }

    private static RecordAccess openWithIndex(Path rec) throws IOException {
        try {
            RecordFile file = RecordFile.open(rec);
            CixFile cix = file.cix();
            if (cix == null || cix.bodyIsSound()) {
                return new RecordAccess(file, null);
            }
            file.close();
        } catch (CorruptDataException unreadable) {
            String fault = unreadable.reason() + ": offset=" + unreadable.offsetBytes();
            return new RecordAccess(RecordFile.open(rec, null), fault);
        }
        Path idx = RecordIndex.besides(rec);
        if (!Files.isRegularFile(idx)) {
            return new RecordAccess(RecordFile.open(rec, null), "cix is damaged");
        }
        try {
            return new RecordAccess(RecordFile.open(rec, RecordIndex.read(idx)), null);
        } catch (CorruptDataException unreadable) {
            return new RecordAccess(RecordFile.open(rec, null), "cix is damaged; " + unreadable.reason());
        }
    }

    Path path() {
        return file.path();
    }

    /** Refuses to go on if the file was cut meanwhile: what then looks like damage is none of the file that was asked for. */
    void checkWhole() {
        file.checkWhole();
    }

    long sizeBytes() {
        return file.sizeBytes();
    }

    /** How many positions there are. */
    int size() {
        return size;
    }

    /** The index in use; null where records are counted. */
    @Nullable
    RecordIndex index() {
        return index;
    }

    /** Why the index could not be read; null where it could, or where there is none. */
    @Nullable
    String indexFault() {
        return indexFault;
    }

    /**
     * The key of a position: from the index, or the position itself where there is none or the index is made up. The
     * view's own key does not count here.
     */
    String keyText(int position) {
        try {
            return index == null ? Integer.toString(position) : index.keyText(position);
        } catch (CorruptDataException noText) {
            return Integer.toString(position);
        }
    }

    long offsetBytes(int position) {
        return index == null ? offsets[position] : index.offset(position);
    }

    /**
     * Moves a view to a record.
     *
     * @throws CorruptDataException if no sound record stands there
     */
    void read(int position, RecordView view) {
        if (index != null) {
            file.read(position, view);
            return;
        }
        CorruptDataException fault = damage.get(position);
        if (fault != null) {
            throw fault;
        }
        file.readFound(offsets[position], view);
    }

    /** Whether a record holds no picture by design: InsightFace's identity records, and records of no bytes at all. */
    static boolean isEmpty(RecordView view) {
        return view.contentLength() == 0 || (view.hasHeader() && view.payloadLength() == 0);
    }

    /** The picture: behind the header, or the whole content where there is no header. */
    static MemorySegment picture(RecordView view) {
        return view.hasHeader() ? view.payload() : view.content();
    }

    private void walk() {
        RecordView view = new RecordView();
        RecordScanner scanner = new RecordScanner(file);
        for (RecordScanner.Step step = scanner.next(view); step != RecordScanner.Step.END; step = scanner.next(view)) {
            if (step == RecordScanner.Step.RECORD) {
                add(view.offsetBytes());
            } else if (scanner.fault() != RecordScanner.Fault.PADDING) { // its record was given
                DamagedRegion region = scanner.damage();
                damage.put(size, new CorruptDataException(file.path(), region.beginBytes(), region.reason()));
                add(region.beginBytes());
            }
        }
        offsets = Arrays.copyOf(offsets, size);
    }

    private void add(long offset) {
        if (size == offsets.length) {
            offsets = Arrays.copyOf(offsets, Math.max(1024, size + size / 2));
        }
        offsets[size++] = offset;
    }

    @Override
    public void close() {
        file.close();
    }
}
