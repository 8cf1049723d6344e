package io.cameo.matte;

import io.cameo.image.Image;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * Which columns of each row are wanted; the others may be anything.
 *
 * @param begins the first column of each row
 * @param ends behind the last one; not above the first where none is wanted
 */
@SuppressWarnings("ArrayRecordComponent") // made once, read by kernels
record RowSpans(int[] begins, int[] ends) {
    /** All of them. */
    static RowSpans all(int columns, int rows) {
        int[] ends = new int[rows];
        Arrays.fill(ends, columns);
        return new RowSpans(new int[rows], ends);
    }

    /** From the first sample of each row that is not 0 to the last. */
    static RowSpans of(Image matte) {
        int rows = matte.heightPx();
        int columns = matte.widthPx();
        RowSpans spans = new RowSpans(new int[rows], new int[rows]);
        for (int y = 0; y < rows; y++) {
            MemorySegment row = matte.pixels().asSlice(y * matte.strideBytes(), columns);
            int first = AlphaBox.first(row, columns);
            if (first >= 0) {
                spans.begins[y] = first;
                spans.ends[y] = AlphaBox.last(row, first, columns) + 1;
            }
        }
        return spans;
    }

    /**
     * What is wanted of the rows that these are mixed of.
     *
     * @param firstRow the number that the taps give to the first of them
     */
    RowSpans before(ResampleTaps rows, int firstRow, int count) {
        RowSpans spans = new RowSpans(new int[count], new int[count]);
        Arrays.fill(spans.begins, Integer.MAX_VALUE);
        for (int y = 0; y < ends.length; y++) {
            int from = rows.first(y) - firstRow;
            for (int k = from; k < from + rows.counts()[y] && ends[y] > begins[y]; k++) {
                spans.begins[k] = Math.min(spans.begins[k], begins[y]);
                spans.ends[k] = Math.max(spans.ends[k], ends[y]);
            }
        }
        return spans;
    }

    /** The least of some rows' first columns. */
    int begin(int fromRow, int toRow) {
        int least = Integer.MAX_VALUE;
        for (int y = fromRow; y < toRow; y++) {
            least = ends[y] > begins[y] ? Math.min(least, begins[y]) : least;
        }
        return least;
    }

    /** The greatest of their ends. */
    int end(int fromRow, int toRow) {
        int greatest = 0;
        for (int y = fromRow; y < toRow; y++) {
            greatest = ends[y] > begins[y] ? Math.max(greatest, ends[y]) : greatest;
        }
        return greatest;
    }
}
