package io.cameo.record;

/**
 * Knows the files in which records speak of other records by key: InsightFace's layouts A and B, where the record with
 * key 0 has no payload and two labels, the range of keys of the identity records, whose labels are ranges of keys in turn.
 */
final class MetaRecords {
    private static final int RANGE_LABELS = 2;

    private MetaRecords() {}

    static boolean has(RecordSource source) {
        if (source.size() == 0 || source.hasTextKeys() || !source.file().hasIndexFile()) {
            return false;
        }
        RecordView view = new RecordView();
        return source.file().find(0, view)
                && view.hasHeader()
                && view.flag() == RANGE_LABELS
                && view.payloadLength() == 0;
    }

    /** Refuses to give such a file other keys or labels, because what its records say would no longer be true. */
    static void refuseIn(RecordSource source) {
        if (has(source)) {
            throw new IllegalArgumentException(
                    "records without payload name others by key, as InsightFace writes them; "
                            + "other keys or labels would make that wrong. Leave them out first with 'cameo filter "
                            + source.file().path() + " --min-size 1 -o plain.rec': file="
                            + source.file().path());
        }
    }
}
