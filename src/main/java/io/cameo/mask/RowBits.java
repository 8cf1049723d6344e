package io.cameo.mask;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * The rows of a mask as bits, around its set pixels only: what stands between runs, which go down columns, and images,
 * which go along rows. Runs are drawn into words of 64 rows, then turned over in blocks of 64x64. Keeps its memory for
 * the next mask; not thread-safe.
 */
final class RowBits {
    private static final int BITS = Long.SIZE;

    private final BitKernel kernel = BitKernel.create();
    private final long[] block = new long[BITS];
    private long[] columns = new long[0];
    private long[] rows = new long[0];
    private int widthPx;
    private int firstWord;
    private int words;
    private int firstRow;
    private int rowCount;

    /** Draws one mask in place of the last. */
    RowBits load(Rle mask) {
        int[] runs = mask.sharedRuns();
        int heightPx = mask.heightPx();
        widthPx = mask.widthPx();
        rowCount = 0;
        int skipped = 0;
        int first = 0;
        while (first + 1 < runs.length && runs[first + 1] == 0) {
            skipped += runs[first];
            first += 2;
        }
        if (first + 1 >= runs.length) {
            return this;
        }
        int last = runs.length - 1;
        int end = heightPx * widthPx;
        while ((last & 1) == 0 || runs[last] == 0) {
            end -= runs[last--];
        }
        firstWord = (skipped + runs[first]) / heightPx / BITS;
        words = (end - 1) / heightPx / BITS + 1 - firstWord;
        int wordsPerColumn = (heightPx + BITS - 1) / BITS;
        int columnCount = words * BITS;
        columns = cleared(columns, Math.multiplyExact(columnCount, wordsPerColumn));
        long touched = draw(runs, first, last, skipped, heightPx);
        int topWord = (int) (touched >>> 32);
        int bottomWord = (int) touched;
        firstRow = topWord * BITS;
        rowCount = Math.min(heightPx, (bottomWord + 1) * BITS) - firstRow;
        turn(topWord, bottomWord, columnCount);
        return this;
    }

    /** Sets the bytes of a row-major mask or plane where the mask is set. */
    void fill(MemorySegment dst, long dstOffset, long dstStride, byte value) {
        paint(dst, dstOffset, dstStride, (byte) 0, value);
    }

    /** Sets bytes to {@code byte & keep | value} where the mask is set. */
    void paint(MemorySegment dst, long dstOffset, long dstStride, byte keep, byte value) {
        if (rowCount > 0) {
            long left = (long) firstWord * BITS;
            BitKernel.Bits bits =
                    new BitKernel.Bits(rows, words, rowCount, (int) Math.min(words * (long) BITS, widthPx - left));
            kernel.paint(bits, dst, dstOffset + firstRow * dstStride + left, dstStride, keep, value);
        }
    }

    /** Puts the rows into those of a whole mask, {@code wordsPerRow} words each. */
    void copyTo(long[] dst, int wordsPerRow) {
        for (int y = 0; y < rowCount; y++) {
            System.arraycopy(rows, y * words, dst, (firstRow + y) * wordsPerRow + firstWord, words);
        }
    }

    int firstRow() {
        return firstRow;
    }

    /** How many rows are held; 0 where no pixel is set. */
    int rowCount() {
        return rowCount;
    }

    /** The column of the first bit of each row. */
    int firstColumn() {
        return firstWord * BITS;
    }

    int wordsPerRow() {
        return words;
    }

    /** Row y begins at word {@code y * wordsPerRow()}. */
    long[] words() {
        return rows;
    }

    /**
     * Draws the runs into words of 64 rows; word r of column c lies at {@code r * columns + c}, so that a block's 64
     * columns lie side by side.
     *
     * @return the first and last row of words that holds a pixel, in the high and low half
     */
    private long draw(int[] runs, int first, int last, int skipped, int heightPx) {
        int columnCount = words * BITS;
        int top = Integer.MAX_VALUE;
        int bottom = 0;
        int end = skipped;
        int column = firstWord * BITS;
        long columnEnd = (column + 1L) * heightPx;
        for (int run = first; run < last; run += 2) {
            int start = end + runs[run];
            end = start + runs[run + 1];
            int from = start;
            while (from < end) {
                if (from >= columnEnd) {
                    column = from < columnEnd + heightPx ? column + 1 : from / heightPx;
                    columnEnd = (column + 1L) * heightPx;
                }
                int to = (int) Math.min(end, columnEnd);
                int columnStart = (int) (columnEnd - heightPx);
                int y0 = from - columnStart;
                int y1 = to - 1 - columnStart;
                top = Math.min(top, y0 / BITS);
                bottom = Math.max(bottom, y1 / BITS);
                set(column - firstWord * BITS, y0, y1, columnCount);
                from = to;
            }
        }
        return (long) top << 32 | bottom;
    }

    private void set(int column, int y0, int y1, int columnCount) {
        int at = (y0 >> 6) * columnCount + column;
        int lastAt = (y1 >> 6) * columnCount + column;
        long head = -1L << y0;
        long tail = -1L >>> ~y1;
        if (at == lastAt) {
            columns[at] |= head & tail;
            return;
        }
        columns[at] |= head;
        for (at += columnCount; at < lastAt; at += columnCount) {
            columns[at] = -1;
        }
        columns[lastAt] |= tail;
    }

    private void turn(int topWord, int bottomWord, int columnCount) {
        int needed = (bottomWord + 1 - topWord) * BITS * words;
        if (rows.length < needed) {
            rows = new long[needed];
        }
        for (int band = topWord; band <= bottomWord; band++) {
            for (int word = 0; word < words; word++) {
                System.arraycopy(columns, band * columnCount + word * BITS, block, 0, BITS);
                kernel.transpose(block);
                int at = (band - topWord) * BITS * words + word;
                for (int y = 0; y < BITS; y++, at += words) {
                    rows[at] = block[y];
                }
            }
        }
    }

    private static long[] cleared(long[] array, int length) {
        if (array.length < length) {
            return new long[length];
        }
        Arrays.fill(array, 0, length, 0);
        return array;
    }
}
