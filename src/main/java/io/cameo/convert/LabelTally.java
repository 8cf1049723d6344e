package io.cameo.convert;

import java.util.Arrays;

/** Range and number of different labels, in bounded memory: a hash set of float bits that stops at a limit. */
final class LabelTally {
    /** More different labels than this are not told apart; the table then takes 8 MiB. */
    static final int MAX_DISTINCT = 1 << 20;

    /** Bits of a NaN that is never put in: all of them are counted as the canonical one. */
    private static final int FREE = 0xffffffff;

    private static final int HASH_FACTOR = 0x9E3779B1;

    private final int maxDistinct;
    private int[] table = new int[64];
    private int distinct;
    private boolean overflow;
    private long records;
    private long notNumbers;
    private float min = Float.POSITIVE_INFINITY;
    private float max = Float.NEGATIVE_INFINITY;
    private int lastBits = FREE;

    LabelTally(int maxDistinct) {
        this.maxDistinct = maxDistinct;
        Arrays.fill(table, FREE);
    }

    void add(float label) {
        records++;
        int bits = Float.floatToIntBits(label + 0f); // -0 and 0 are one label
        if (Float.isNaN(label)) {
            notNumbers++;
        } else {
            min = Math.min(min, label + 0f);
            max = Math.max(max, label + 0f);
        }
        if (bits != lastBits) { // in many files all images of a label stand together
            lastBits = bits;
            put(bits);
        }
    }

    RecordSummary.Labels result() {
        boolean none = records == notNumbers;
        return new RecordSummary.Labels(
                records, none ? Float.NaN : min, none ? Float.NaN : max, distinct, overflow, notNumbers);
    }

    private void put(int bits) {
        int slot = slot(table, bits);
        if (table[slot] == bits) {
            return;
        }
        if (distinct == maxDistinct) {
            overflow = true;
            return;
        }
        table[slot] = bits;
        distinct++;
        if (distinct * 2 > table.length) {
            grow();
        }
    }

    private void grow() {
        int[] larger = new int[table.length * 2];
        Arrays.fill(larger, FREE);
        for (int bits : table) {
            if (bits != FREE) {
                larger[slot(larger, bits)] = bits;
            }
        }
        table = larger;
    }

    /** Where the bits stand, or the free slot where they belong. */
    private static int slot(int[] table, int bits) {
        int mixed = (bits ^ (bits >>> 15)) * HASH_FACTOR;
        int slot = (mixed ^ (mixed >>> 16)) & (table.length - 1);
        while (table[slot] != FREE && table[slot] != bits) {
            slot = (slot + 1) & (table.length - 1);
        }
        return slot;
    }
}
