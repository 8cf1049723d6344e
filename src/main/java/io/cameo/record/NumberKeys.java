package io.cameo.record;

import java.util.Arrays;

/**
 * Whole numbers in any order. Keys take four bytes where all fit, else eight.
 *
 * <p>The way back takes four bytes an entry of one of two tables: where keys are dense (at most twice as many numbers
 * between the smallest and the largest as there are keys, as in every shuffled list) a table from key to position; else
 * positions sorted by key, for a binary search.
 */
final class NumberKeys implements Keys {
    private static final int DENSITY = 2;
    private static final int NONE = -1;

    private final int[] narrow;
    private final long[] wide;
    private final int size;
    private final long lowest;
    private final int[] dense;
    private final int[] sorted;

    NumberKeys(long[] keys, int size) {
        this.size = size;
        long low = Long.MAX_VALUE;
        long high = Long.MIN_VALUE;
        for (int i = 0; i < size; i++) {
            low = Math.min(low, keys[i]);
            high = Math.max(high, keys[i]);
        }
        boolean fits = low >= Integer.MIN_VALUE && high <= Integer.MAX_VALUE;
        narrow = fits ? narrowed(keys, size) : new int[0];
        wide = fits ? new long[0] : Arrays.copyOf(keys, size);
        lowest = low;
        long span = high - low;
        if (span >= 0 && span < (long) DENSITY * size && span < RecordIndex.MAX_RECORDS) {
            dense = denseTable((int) span + 1);
            sorted = new int[0];
        } else {
            dense = new int[0];
            sorted = KeySort.positionsByKey(this::number, size);
        }
    }

    @Override
    public long number(int position) {
        return wide.length == 0 ? narrow[position] : wide[position];
    }

    @Override
    public String text(int position) {
        return Long.toString(number(position));
    }

    @Override
    public int find(long key) {
        if (dense.length > 0) {
            long slot = key - lowest;
            return slot >= 0 && slot < dense.length ? dense[(int) slot] : NONE;
        }
        int low = 0;
        int high = size; // the first place whose key is larger
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (number(sorted[middle]) <= key) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low > 0 && number(sorted[low - 1]) == key ? sorted[low - 1] : NONE;
    }

    @Override
    public int find(String key) {
        return Keys.isNumber(key) ? find(Long.parseLong(key)) : NONE;
    }

    @Override
    public long memoryBytes() {
        return 4L * (narrow.length + dense.length + sorted.length) + 8L * wide.length;
    }

    private static int[] narrowed(long[] keys, int size) {
        int[] out = new int[size];
        for (int i = 0; i < size; i++) {
            out[i] = (int) keys[i];
        }
        return out;
    }

    private int[] denseTable(int span) {
        int[] table = new int[span];
        Arrays.fill(table, NONE);
        for (int i = 0; i < size; i++) {
            table[(int) (number(i) - lowest)] = i;
        }
        return table;
    }
}
