package io.cameo.convert;

import io.cameo.record.CixFile;
import io.cameo.record.ContentCheck;
import io.cameo.record.RecordFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Part of the work of {@link Verify}, for many machines: finds contents that have the checksums of the {@code .cix}, some
 * entries of it at a time. Not thread-safe; each part opens the file for itself.
 */
public final class VerifySums implements AutoCloseable {
    private final RecordFile file;
    private final SideIndexes side;
    private final @Nullable CixFile cix;

    private VerifySums(RecordFile file) throws IOException {
        this.file = file;
        side = SideIndexes.of(file);
        cix = side.cix();
    }

    /** Opens a record file and the {@code .cix} beside it. */
    public static VerifySums open(Path rec) throws IOException {
        RecordFile file = RecordFile.open(rec, null);
        try {
            return new VerifySums(file);
        } catch (Throwable failure) {
            file.close();
            throw failure;
        }
    }

    /** How many entries the {@code .cix} has; 0 where there is none that can be used. */
    public int entries() {
        return cix == null ? 0 : cix.records();
    }

    /** The first entry at least so many bytes of the file behind another, or one past the last. */
    public int entryBehind(int entry, long bytes) {
        CixFile known = cix;
        if (known == null) {
            return 0;
        }
        int next = entry + 1;
        while (next < known.records() && known.offset(next) - known.offset(entry) < bytes) {
            next++;
        }
        return Math.min(next, known.records());
    }

    /**
     * Looks at entries from one to below another.
     *
     * @return bit 0 for the first of them, and so on; a bit that is not set means that nothing is known
     */
    public BitSet check(int fromEntry, int toEntry) {
        BitSet whole = new BitSet(toEntry - fromEntry);
        CixFile known = cix;
        if (known != null) {
            new ContentCheck(file, known).check(fromEntry, toEntry, whole);
        }
        return whole;
    }

    @Override
    public void close() {
        side.close();
        file.close();
    }
}
