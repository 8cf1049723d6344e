package io.cameo.convert;

import io.cameo.bytes.DamagedRegion;
import java.nio.file.Path;
import java.util.List;

/**
 * What became of making the indexes of a record file.
 *
 * @param rec the record file
 * @param idx the {@code .idx}
 * @param cix the {@code .cix}
 * @param idxWritten whether the {@code .idx} is new; else it was sound and stayed
 * @param rule where the keys come from
 * @param why the reason for that rule
 * @param records how many records the indexes have
 * @param damages regions that were passed over, or for which nothing was written; the first thousand
 * @param damageCount how many there are
 * @param end how it ended
 * @param wallNanos time from start to end
 */
public record IndexReport(
        Path rec,
        Path idx,
        Path cix,
        boolean idxWritten,
        KeyRule rule,
        String why,
        long records,
        List<DamagedRegion> damages,
        long damageCount,
        End end,
        long wallNanos) {
    /** How it ended. */
    public enum End {
        WRITTEN,
        /** The file is damaged and was not to be indexed so. Nothing was written. */
        DAMAGED,
        /** The {@code .idx} does not fit the file and was not to be replaced; {@link #why()} says in what. Nothing was written. */
        IDX_DOES_NOT_FIT,
        CANCELLED
    }
}
