package io.cameo.record;

import java.util.function.IntToLongFunction;

/** Sorts positions by their key without boxing them. */
final class KeySort {
    private KeySort() {}

    /** Positions in rising order of key; of equal keys the earlier position comes first. A merge sort, so it is stable. */
    static int[] positionsByKey(IntToLongFunction keys, int size) {
        int[] from = new int[size];
        for (int i = 0; i < size; i++) {
            from[i] = i;
        }
        int[] to = new int[size];
        for (long run = 1; run < size; run *= 2) {
            for (long start = 0; start < size; start += 2 * run) {
                int middle = (int) Math.min(start + run, size);
                int end = (int) Math.min(start + 2 * run, size);
                merge(keys, from, to, (int) start, middle, end);
            }
            int[] swap = from;
            from = to;
            to = swap;
        }
        return from;
    }

    private static void merge(IntToLongFunction keys, int[] from, int[] to, int start, int middle, int end) {
        int left = start;
        int right = middle;
        for (int i = start; i < end; i++) {
            boolean takeLeft =
                    right >= end || (left < middle && keys.applyAsLong(from[left]) <= keys.applyAsLong(from[right]));
            to[i] = takeLeft ? from[left++] : from[right++];
        }
    }
}
