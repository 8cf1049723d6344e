package io.cameo.record;

import java.util.BitSet;

/**
 * Knows the files in which records speak of other records by key: InsightFace's layouts A and B, where the record with
 * key 0 has no payload and two labels, the range of keys of the identity records, whose labels are ranges of keys in turn.
 */
final class MetaRecords {
    private static final int RANGE_LABELS = 2;

    private MetaRecords() {}

    static boolean has(RecordSource source) {
        if (source.size() == 0 || source.hasTextKeys()) {
            return false;
        }
        RecordView view = new RecordView();
        return source.file().find(0, view)
                && view.hasHeader()
                && view.flag() == RANGE_LABELS
                && view.payloadLength() == 0;
    }

    /** Whether the record with key 0 is in a set of ranks. */
    static boolean areKept(RecordSource source, BitSet kept) {
        for (int rank = kept.nextSetBit(0); rank >= 0; rank = kept.nextSetBit(rank + 1)) {
            if (!source.hasTextKeys() && source.key(rank) == 0) {
                return true;
            }
        }
        return false;
    }

    /** Refuses to take records away from such a file or to give such a file other keys or labels, because what its records say would no longer be true. */
    static void refuseIn(RecordSource source) {
        if (has(source)) {
            throw new IllegalArgumentException(
                    "records without payload name others by key, as InsightFace writes them; other keys or labels, or"
                            + " fewer records, would make that wrong. Leave them out first with 'cameo filter "
                            + source.file().path() + " --min-size 1 -o plain.rec': file="
                            + source.file().path());
        }
    }
}
