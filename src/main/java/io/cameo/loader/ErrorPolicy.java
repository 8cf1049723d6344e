package io.cameo.loader;

/** What becomes of a sample that cannot be used: a damaged record, an image that cannot be decoded or does not fit. */
public enum ErrorPolicy {
    /** The batch that should hold it is not given; {@link io.cameo.bytes.CorruptDataException} says which sample it is. */
    FAIL,
    /** Its row is marked invalid and holds zeros. {@link Batch#badSamples()} names it. */
    SKIP,
    /**
     * Another sample, drawn by seed, epoch and place, takes its row: of the same identity where identities are sampled. If
     * none of sixteen can be used the row is marked invalid. {@link Batch#badSamples()} names what was replaced.
     */
    REPLACE
}
