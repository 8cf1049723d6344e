package io.cameo.loader;

/** What becomes of samples that do not fill a batch, or not one on every rank. */
public enum LastBatch {
    /** They come in a batch that is filled up with rows marked invalid. Ranks may differ by one batch. */
    KEEP,
    /** They are left out of this epoch. Every rank has the same number of batches. */
    DROP,
    /**
     * They come in a batch that is filled up with rows marked invalid, and a rank that has no sample left gets a batch of such
     * rows only. Every rank has the same number of batches.
     */
    EVEN
}
