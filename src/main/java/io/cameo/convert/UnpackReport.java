package io.cameo.convert;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of unpacking a record file.
 *
 * @param rec the record file
 * @param indexed whether there was an index, which also leads past damage
 * @param directory where the payloads are
 * @param list the list that packs them again; it exists only where the run was not {@link #cancelled()}
 * @param notes what the list cannot tell; null if there is nothing
 * @param files payloads written, one for each record that could be read
 * @param folders how many folders they are in, below {@code directory}
 * @param payloadBytes bytes in those files
 * @param listed records that packing from the list gives back bit for bit
 * @param unlisted records that it would not give back, counted by reason; they are not in the list
 * @param damagedPlaces places in the record file where records are lost, and index entries that point to none
 * @param lostBytes bytes of the record file that were passed over
 * @param firstDamages the first few such places, as {@code reason: key=value}
 * @param repack what packing from the list gives
 * @param cancelled whether the run was stopped
 * @param wallNanos time from start to end
 */
public record UnpackReport(
        Path rec,
        boolean indexed,
        Path directory,
        Path list,
        @Nullable Path notes,
        long files,
        int folders,
        long payloadBytes,
        long listed,
        Map<String, Long> unlisted,
        long damagedPlaces,
        long lostBytes,
        List<String> firstDamages,
        Repack repack,
        boolean cancelled,
        long wallNanos) {
    static final String UNINDEXED = "no index entry points to it";

    /** What packing from the list gives, with {@code --pass-through --pack-label}. */
    public enum Repack {
        /** The same record file and the same index, byte for byte. */
        SAME_REC_AND_IDX,
        /** The same record file; there was no index, or one of other form or order. */
        SAME_REC,
        /** A record file of the listed records alone. */
        LISTED_ONLY
    }

    /** Records that no entry of the index points to; without an index there are none. */
    public long unindexedRecords() {
        return unlisted.getOrDefault(UNINDEXED, 0L);
    }

    /** How many records the list leaves out. */
    public long unlistedRecords() {
        return unlisted.values().stream().mapToLong(Long::longValue).sum();
    }
}
