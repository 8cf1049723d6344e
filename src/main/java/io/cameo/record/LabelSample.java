package io.cameo.record;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntToLongFunction;

/**
 * Draws a sample of the records of each label: those with the smallest hashes. Holds 8 bytes a record, its label above a
 * half of its hash, so that sorting them brings the records of a label together and the sample to the front of each.
 */
final class LabelSample {
    private final long[] draws;
    private int size;

    /** Room for so many records. */
    LabelSample(int records) {
        draws = new long[records];
    }

    /** A function of a rank that gives a float, which the JDK has not. */
    @FunctionalInterface
    interface Labels {
        float of(int rank);
    }

    /** Takes note of a record. */
    void add(float label, long hash) {
        draws[size++] = draw(label, hash);
    }

    /**
     * Takes those records out of a set that are not in the sample. The set must be of the records that were noted. Where
     * halves of hashes are equal, the earlier record wins.
     *
     * @param fewest a label with fewer records goes
     * @param most a label with more keeps so many
     */
    void thin(BitSet kept, int fewest, int most, Labels labels, IntToLongFunction hashes) {
        Arrays.sort(draws, 0, size);
        int[] left = new int[size]; // for each first place of a run of equal draws, how many of it are still to be kept
        for (int begin = 0; begin < size; ) {
            int end = begin;
            while (end < size && labelBits(draws[end]) == labelBits(draws[begin])) {
                end++;
            }
            int room = end - begin < fewest ? 0 : Math.min(most, end - begin);
            for (int at = begin; at < end; at++) {
                if (at - begin < room) {
                    left[firstOf(draws[at])]++;
                }
            }
            begin = end;
        }
        for (int rank = kept.nextSetBit(0); rank >= 0; rank = kept.nextSetBit(rank + 1)) {
            int run = firstOf(draw(labels.of(rank), hashes.applyAsLong(rank)));
            if (left[run] > 0) {
                left[run]--;
            } else {
                kept.clear(rank);
            }
        }
    }

    /** The first place of a draw among the sorted. */
    private int firstOf(long draw) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (draws[middle] < draw) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static long draw(float label, long hash) {
        return (long) Float.floatToIntBits(label + 0f) << Integer.SIZE | hash >>> Integer.SIZE;
    }

    private static int labelBits(long draw) {
        return (int) (draw >>> Integer.SIZE);
    }
}
