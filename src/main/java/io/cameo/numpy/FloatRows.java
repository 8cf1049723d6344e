package io.cameo.numpy;

import java.util.Objects;

/**
 * A table of floats, row by row: embeddings, one row for each image.
 *
 * <p>Implementations say whether several threads may read.
 */
public interface FloatRows {
    /** How many rows there are. */
    long rows();

    /** How many values a row has. */
    int rowLength();

    /**
     * Copies one row, converted to float32; allocates nothing.
     *
     * @param row from 0 to {@code rows() - 1}
     * @throws IndexOutOfBoundsException if there is no such row, or it does not fit
     */
    void readRow(long row, float[] dst, int dstOffset);

    /**
     * Rows that lie behind one another in an array, which is not copied. Safe for many threads while nobody changes it.
     *
     * @throws IllegalArgumentException if the array does not hold whole rows
     */
    static FloatRows of(float[] values, int rowLength) {
        if (rowLength <= 0 || values.length % rowLength != 0) {
            throw new IllegalArgumentException(
                    "array does not hold whole rows: values=" + values.length + ", rowLength=" + rowLength);
        }
        return new FloatRows() {
            @Override
            public long rows() {
                return values.length / rowLength;
            }

            @Override
            public int rowLength() {
                return rowLength;
            }

            @Override
            public void readRow(long row, float[] dst, int dstOffset) {
                Objects.checkIndex(row, rows());
                System.arraycopy(values, (int) row * rowLength, dst, dstOffset, rowLength);
            }
        };
    }
}
