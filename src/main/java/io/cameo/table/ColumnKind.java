package io.cameo.table;

import io.cameo.bundle.DType;

/** What the values of a column are. In each, a value may be missing. */
public enum ColumnKind {
    /** Doubles. NaN counts as missing. */
    NUMBER(DType.FLOAT64),
    /** Whole numbers of 64 bits. */
    WHOLE(DType.INT64),
    /** Texts, each different one kept once: categories such as {@code female}, also ids. */
    WORD(DType.INT32);

    private final DType dtype;

    ColumnKind(DType dtype) {
        this.dtype = dtype;
    }

    /** How values stand in the file; words as their places in the list of different ones. */
    DType dtype() {
        return dtype;
    }

    /** Whether values can be compared with numbers and reckoned with. */
    public boolean isNumeric() {
        return this != WORD;
    }

    /** As tables name it. */
    String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
