package io.cameo.matte;

import java.util.Arrays;

/**
 * The largest part of set bits that hangs together by 4-neighbours: runs of bits, each joined with those of the row above
 * that it touches. Among parts of one size the one whose first pixel comes first, along the rows. One for each thread.
 */
final class LargestPart {
    private int[] rows = new int[1024];
    private int[] begins = new int[1024];
    private int[] ends = new int[1024];
    /** A run of the same part, at or before this one; the first of a part is its own. */
    private int[] parents = new int[1024];

    private long[] sizes = new long[1024];
    private int count;
    private int largest;

    /** Looks for it and says where its first pixel is, as {@code y * width + x}; -1 if no bit is set. */
    int find(BitRows bits) {
        count = 0;
        int above = 0;
        for (int y = 0; y < bits.heightPx(); y++) {
            int first = count;
            addRuns(bits, y);
            join(above, first);
            above = first;
        }
        Arrays.fill(sizes, 0, count, 0);
        for (int i = 0; i < count; i++) {
            sizes[root(i)] += ends[i] - begins[i];
        }
        largest = -1;
        long most = 0;
        for (int i = 0; i < count; i++) {
            if (sizes[i] > most) {
                most = sizes[i];
                largest = i;
            }
        }
        return largest < 0 ? -1 : rows[largest] * bits.widthPx() + begins[largest];
    }

    /** Writes a value at every pixel of what was found. */
    void fill(byte[] plane, byte value, int widthPx) {
        for (int i = largest; i < count; i++) {
            if (root(i) == largest) {
                int row = rows[i] * widthPx;
                Arrays.fill(plane, row + begins[i], row + ends[i], value);
            }
        }
    }

    private void addRuns(BitRows bits, int y) {
        long[] words = bits.words();
        int first = y * bits.wordsPerRow();
        int open = -1;
        for (int word = 0; word < bits.wordsPerRow(); word++) {
            long here = words[first + word];
            int base = word * Long.SIZE;
            if (here == 0) {
                if (open >= 0) {
                    add(y, open, base);
                    open = -1;
                }
                continue;
            }
            int bit = 0;
            while (bit < Long.SIZE) {
                if (open < 0) {
                    long rest = here >>> bit;
                    if (rest == 0) {
                        break;
                    }
                    bit += Long.numberOfTrailingZeros(rest);
                    open = base + bit;
                }
                bit += Long.numberOfTrailingZeros(~(here >>> bit));
                if (bit < Long.SIZE) {
                    add(y, open, base + bit);
                    open = -1;
                }
            }
        }
        if (open >= 0) {
            add(y, open, bits.widthPx());
        }
    }

    private void add(int row, int begin, int end) {
        if (count == rows.length) {
            int more = count * 2;
            rows = Arrays.copyOf(rows, more);
            begins = Arrays.copyOf(begins, more);
            ends = Arrays.copyOf(ends, more);
            parents = Arrays.copyOf(parents, more);
            sizes = Arrays.copyOf(sizes, more);
        }
        rows[count] = row;
        begins[count] = begin;
        ends[count] = end;
        parents[count] = count;
        count++;
    }

    /** Joins the runs from {@code first} on with those of the row above, which begin at {@code above}. */
    private void join(int above, int first) {
        int upper = above;
        int lower = first;
        while (upper < first && lower < count) {
            if (begins[upper] < ends[lower] && begins[lower] < ends[upper]) {
                union(upper, lower);
            }
            if (ends[upper] < ends[lower]) {
                upper++;
            } else {
                lower++;
            }
        }
    }

    private void union(int left, int right) {
        int one = root(left);
        int two = root(right);
        if (one < two) {
            parents[two] = one;
        } else {
            parents[one] = two;
        }
    }

    private int root(int run) {
        int at = run;
        while (parents[at] != at) {
            parents[at] = parents[parents[at]];
            at = parents[at];
        }
        return at;
    }
}
