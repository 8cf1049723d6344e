package io.cameo.convert;

import io.cameo.bytes.CorruptDataException;
import io.cameo.record.CixFile;
import io.cameo.record.RecordFile;
import io.cameo.record.RecordIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The indexes beside a record file, as far as each can be used; what cannot be used is a finding, not a failure. */
final class SideIndexes implements AutoCloseable {
    private final Path idxPath;
    private final Path cixPath;
    private final Loaded<RecordIndex> idx;
    private final Loaded<CixFile> cix;

    /** An index, or why there is none although there is a file; and what is odd about it. */
    private record Loaded<T>(
            @Nullable T index,
            @Nullable String fault,
            @Nullable String note) {
        static <T> Loaded<T> absent(@Nullable String fault) {
            return new Loaded<>(null, fault, null);
        }
    }

    private SideIndexes(RecordFile file) throws IOException {
        idxPath = RecordIndex.besides(file.path());
        cixPath = CixFile.besides(file.path());
        idx = loadIdx(idxPath);
        cix = loadCix(cixPath, file);
    }

    static SideIndexes of(RecordFile file) throws IOException {
        return new SideIndexes(file);
    }

    private static Loaded<RecordIndex> loadIdx(Path path) throws IOException {
        if (!Files.isRegularFile(path)) {
            return Loaded.absent(null);
        }
        try {
            return new Loaded<>(RecordIndex.read(path), null, null);
        } catch (CorruptDataException damaged) {
            return Loaded.absent(damaged.reason() + ", offset=" + damaged.offsetBytes());
        }
    }

    private static Loaded<CixFile> loadCix(Path path, RecordFile file) throws IOException {
        if (!Files.isRegularFile(path)) {
            return Loaded.absent(null);
        }
        CixFile cix;
        try {
            cix = CixFile.open(path);
        } catch (CorruptDataException damaged) {
            return Loaded.absent(damaged.reason() + ", offset=" + damaged.offsetBytes());
        }
        String fault = null;
        try {
            String sizes = "expected_size=" + cix.recBytes() + ", actual_size=" + file.sizeBytes();
            if (!cix.bodyIsSound()) {
                fault = "cix is damaged: its own checksum does not fit";
            } else if (cix.kinship(file) == CixFile.Kinship.STRANGER) {
                fault = "cix was made for another record file: " + sizes;
            } else {
                boolean resized = cix.recBytes() != file.sizeBytes();
                return new Loaded<>(
                        cix, null, resized ? "cix was made when the file had another size: " + sizes : null);
            }
        } catch (Throwable failure) {
            cix.close();
            throw failure;
        }
        cix.close();
        return Loaded.absent(fault);
    }

    Path idxPath() {
        return idxPath;
    }

    Path cixPath() {
        return cixPath;
    }

    /** Null if there is none or it cannot be read. */
    @Nullable
    RecordIndex idx() {
        return idx.index();
    }

    /** Why there is no {@link #idx()} although there is a file. */
    @Nullable
    String idxFault() {
        return idx.fault();
    }

    /** The sound {@code .cix} of this file, which may have changed since; null if there is none such. */
    @Nullable
    CixFile cix() {
        return cix.index();
    }

    /** Why there is no {@link #cix()} although there is a file. */
    @Nullable
    String cixFault() {
        return cix.fault();
    }

    /** How the file has changed since its {@link #cix()} was made, where its size shows it. */
    @Nullable
    String cixNote() {
        return cix.note();
    }

    /** Whether there is any index file, usable or not. */
    boolean anyFile() {
        return idx.index() != null || idx.fault() != null || anyCixFile();
    }

    boolean anyCixFile() {
        return cix.index() != null || cix.fault() != null;
    }

    @Override
    public void close() {
        CixFile open = cix.index();
        if (open != null) {
            open.close();
        }
    }
}
