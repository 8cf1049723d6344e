package io.cameo.mask;

/** In which order the pixels of a mask lie in memory, one byte each, without gaps. */
public enum MaskOrder {
    /** Row after row, as images: pixel (x, y) at {@code y * width + x}. */
    ROW_MAJOR,
    /** Column after column, as COCO's runs and Fortran arrays: pixel (x, y) at {@code x * height + y}. */
    COLUMN_MAJOR
}
