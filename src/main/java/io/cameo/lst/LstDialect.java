package io.cameo.lst;

/**
 * How the columns of a list are told apart.
 *
 * @param labelWidth 0 for TAB columns; else how many labels stand before the path in a white-space list
 */
public record LstDialect(int labelWidth) {
    /** What {@code im2rec.py} reads: columns end at a TAB, and all between the first and the last are labels. */
    public static final LstDialect TABS = new LstDialect(0);

    /** @throws IllegalArgumentException if the width is negative */
    public LstDialect {
        if (labelWidth < 0) {
            throw new IllegalArgumentException("negative label width: labelWidth=" + labelWidth);
        }
    }

    /**
     * What the C++ {@code im2rec} reads: index and labels end at any white space, the path is the rest of the line.
     *
     * @param labelWidth how many labels each line has, at least 1
     * @throws IllegalArgumentException if the width is below 1
     */
    public static LstDialect whitespace(int labelWidth) {
        if (labelWidth < 1) {
            throw new IllegalArgumentException("label width below 1: labelWidth=" + labelWidth);
        }
        return new LstDialect(labelWidth);
    }
}
