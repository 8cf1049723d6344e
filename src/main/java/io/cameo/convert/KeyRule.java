package io.cameo.convert;

/** Where the keys of records come from. */
public enum KeyRule {
    /** The {@code .idx} that is there. */
    IDX,
    /** The {@code .cix} that is there. */
    CIX,
    /** The ids in the records' headers, which im2rec and InsightFace's packers write the keys into. */
    ID,
    /** Counted from 0 in file order, as {@code rec2idx.py} does. */
    COUNTER
}
