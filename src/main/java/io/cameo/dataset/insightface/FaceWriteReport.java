package io.cameo.dataset.insightface;

/**
 * What a {@link FaceRecordWriter} wrote, and where the format could not say it exactly.
 *
 * @param images images
 * @param identities different labels
 * @param identityRecords identity records, one for each run of equal labels; 0 in layouts C and D
 * @param splitIdentities labels that stand in several runs. The {@code .ids} has each of them as one identity; in layouts A
 *     and B readers that go by identity records see several
 * @param roundedLabels images whose label float32 cannot hold: it is rounded in the record, exact in the {@code .ids}
 * @param roundedRanges records without image in which a key is rounded to float32: beyond 2^24, ranges are wrong there
 * @param classes largest label + 1, as in the {@code property} file
 * @param recBytes size of the record file
 */
public record FaceWriteReport(
        int images,
        int identities,
        int identityRecords,
        int splitIdentities,
        long roundedLabels,
        long roundedRanges,
        long classes,
        long recBytes) {
    /** Whether a reader that trusts the records alone is told something wrong. */
    public boolean isExact() {
        return splitIdentities == 0 && roundedLabels == 0 && roundedRanges == 0;
    }
}
