package io.cameo.convert;

import io.cameo.bytes.CorruptDataException;
import io.cameo.record.RecordIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Holds an index against the records of its file, as a walk through the file meets them. */
final class IndexCheck {
    /** In place of a position where the index has no entry for a record. */
    static final int NONE = -1;

    private final Path file;
    private final @Nullable RecordIndex index;
    private final @Nullable OffsetOrder order;
    private final @Nullable String unreadable;
    private final boolean fromFile;
    private int rank;
    private long matched;
    private long dangling;
    private long aliases;
    private long unindexed;

    private IndexCheck(Path file, @Nullable RecordIndex index, @Nullable String unreadable, boolean fromFile) {
        this.file = file;
        this.index = index;
        this.unreadable = unreadable;
        this.fromFile = fromFile;
        order = index == null ? null : new OffsetOrder(index);
    }

    /**
     * Reads the index beside a record file. A damaged one is a finding, not a failure.
     *
     * @param other tells keys and order where there is no such file; null for none
     */
    static IndexCheck besides(Path rec, @Nullable RecordIndex other) throws IOException {
        Path file = RecordIndex.besides(rec);
        if (!Files.isRegularFile(file)) {
            return new IndexCheck(file, other, null, false);
        }
        try {
            return new IndexCheck(file, RecordIndex.read(file), null, true);
        } catch (CorruptDataException damaged) {
            return new IndexCheck(file, null, damaged.getMessage(), true);
        }
    }

    @Nullable
    RecordIndex index() {
        return index;
    }

    /** Takes note of the next record of the file; returns the position of its entry or {@link #NONE}. */
    int meet(long offsetBytes) {
        OffsetOrder known = order;
        if (known == null) {
            return NONE;
        }
        while (rank < known.size() && known.offset(rank) < offsetBytes) {
            dangling++;
            rank++;
        }
        if (rank == known.size() || known.offset(rank) != offsetBytes) {
            unindexed++;
            return NONE;
        }
        int position = known.position(rank++);
        matched++;
        while (rank < known.size() && known.offset(rank) == offsetBytes) {
            aliases++;
            rank++;
        }
        return position;
    }

    /**
     * What came of it.
     *
     * @param wholeFile whether the walk came to the end; else entries behind its last record count as not checked
     */
    RecordSummary.Index result(boolean wholeFile) {
        if (!fromFile) {
            return new RecordSummary.Index(file, RecordSummary.IndexState.MISSING, null, 0, 0, 0, 0, 0, 0, true);
        }
        RecordIndex known = index;
        long left = known == null ? 0 : known.size() - rank;
        boolean bad = dangling > 0 || aliases > 0 || unindexed > 0 || (wholeFile && left > 0);
        RecordSummary.IndexState state = unreadable != null
                ? RecordSummary.IndexState.UNREADABLE
                : bad ? RecordSummary.IndexState.STALE : RecordSummary.IndexState.MATCHES;
        return new RecordSummary.Index(
                file,
                state,
                unreadable,
                known == null ? 0 : known.size(),
                matched,
                wholeFile ? dangling + left : dangling,
                aliases,
                unindexed,
                wholeFile ? 0 : left,
                known == null || known.inFileOrder());
    }
}
