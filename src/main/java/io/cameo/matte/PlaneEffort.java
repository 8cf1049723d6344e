package io.cameo.matte;

/** What a coded plane should be above all. Either is lossless, and {@link PlaneDecoder} reads both. */
public enum PlaneEffort {
    /** Fast to decode: Huffman codes; deflate only where almost everything is flat, which inflates as fast. */
    FAST,
    /** Small: each stream as Huffman codes or deflate's best, whichever is shorter. */
    SMALL
}
