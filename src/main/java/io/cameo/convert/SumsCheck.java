package io.cameo.convert;

import io.cameo.bytes.CorruptDataException;
import io.cameo.record.CixFile;
import io.cameo.record.RecordFile;
import io.cameo.record.RecordIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Whether the {@code .cix} beside a record file is of this file as it is. Looks at no record. */
final class SumsCheck implements AutoCloseable {
    /** In place of the number of records where damage ended the count. */
    static final long UNKNOWN = -1;

    private final Path path;
    private final @Nullable CixFile cix;
    private final @Nullable String unreadable;
    private final @Nullable String stale;

    private SumsCheck(Path path, @Nullable CixFile cix, @Nullable String unreadable, @Nullable String stale) {
        this.path = path;
        this.cix = cix;
        this.unreadable = unreadable;
        this.stale = stale;
    }

    /** Opens the {@code .cix} of a record file. A damaged one is a finding, not a failure. */
    static SumsCheck besides(RecordFile rec) throws IOException {
        Path path = CixFile.besides(rec.path());
        if (!Files.isRegularFile(path)) {
            return new SumsCheck(path, null, null, null);
        }
        CixFile cix = null;
        try {
            cix = CixFile.open(path);
            if (!cix.bodyIsSound()) {
                cix.close();
                return new SumsCheck(path, null, "cix is damaged: its own checksum does not fit", null);
            }
            return new SumsCheck(path, cix, null, misfit(cix, rec));
        } catch (CorruptDataException damaged) {
            return new SumsCheck(path, null, damaged.reason() + ": offset=" + damaged.offsetBytes(), null);
        } catch (Throwable failure) {
            if (cix != null) {
                cix.close();
            }
            throw failure;
        }
    }

    private static @Nullable String misfit(CixFile cix, RecordFile rec) {
        String sizes = ": expected_size=" + cix.recBytes() + ", actual_size=" + rec.sizeBytes();
        return switch (cix.kinship(rec)) {
            case SAME -> null;
            case CHANGED -> "made before the record file changed" + sizes;
            case STRANGER -> "made for another record file" + sizes;
        };
    }

    /** Keys and offsets, valid until this is closed; null where they are not those of the record file. */
    @Nullable
    RecordIndex index() {
        return cix == null || stale != null ? null : cix.index();
    }

    /** @param records how many the file has, or {@link #UNKNOWN} */
    RecordSummary.Sums result(long records) {
        if (unreadable != null) {
            return new RecordSummary.Sums(path, RecordSummary.IndexState.UNREADABLE, unreadable, 0);
        }
        if (cix == null) {
            return new RecordSummary.Sums(path, RecordSummary.IndexState.MISSING, null, 0);
        }
        boolean otherCount = stale == null && records != UNKNOWN && records != cix.records();
        String fault = otherCount ? "not of these records: entries=" + cix.records() + ", records=" + records : stale;
        RecordSummary.IndexState state =
                fault == null ? RecordSummary.IndexState.MATCHES : RecordSummary.IndexState.STALE;
        return new RecordSummary.Sums(path, state, fault, cix.records());
    }

    @Override
    public void close() {
        if (cix != null) {
            cix.close();
        }
    }
}
