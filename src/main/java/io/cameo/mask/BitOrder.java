package io.cameo.mask;

/** Which bit of a byte the first of eight values becomes. */
public enum BitOrder {
    /** The highest, 0x80: numpy's {@code bitorder='big'}, its default. */
    MSB_FIRST,
    /** The lowest, 0x01: numpy's {@code bitorder='little'}. */
    LSB_FIRST
}
