package io.cameo.convert;

import java.util.Arrays;

/**
 * How often each label occurs: an open hash table from the bits of a float to a count. Bounded: labels that are new once
 * {@link #MAX_DISTINCT} are known are counted together. -0 and 0 are one label, and so are all NaNs.
 */
final class LabelCounts {
    /** The table takes 16 bytes for each at most. */
    static final int MAX_DISTINCT = 1 << 21;

    /** Bits of a NaN that is never put in. */
    private static final int FREE = 0xffffffff;

    private static final int HASH_FACTOR = 0x9E3779B1;
    private static final int FIRST_SLOTS = 64;

    private int[] keys = free(FIRST_SLOTS);
    private int[] counts = new int[FIRST_SLOTS];
    private int distinct;
    private long others;

    /**
     * One label.
     *
     * @param count how many records have it
     */
    record Entry(float label, int count) {}

    void add(float label) {
        add(Float.floatToIntBits(label + 0f), 1);
    }

    void merge(LabelCounts more) {
        for (int i = 0; i < more.keys.length; i++) {
            if (more.keys[i] != FREE) {
                add(more.keys[i], more.counts[i]);
            }
        }
        others += more.others;
    }

    void clear() {
        Arrays.fill(keys, FREE);
        Arrays.fill(counts, 0);
        distinct = 0;
        others = 0;
    }

    /** How many different labels are told apart. */
    int distinct() {
        return distinct;
    }

    /** Records whose label came too late to be told apart. */
    long others() {
        return others;
    }

    /** By rising label, NaN last. */
    Entry[] sorted() {
        Entry[] entries = new Entry[distinct];
        int at = 0;
        for (int i = 0; i < keys.length; i++) {
            if (keys[i] != FREE) {
                entries[at++] = new Entry(Float.intBitsToFloat(keys[i]), counts[i]);
            }
        }
        Arrays.sort(entries, (a, b) -> Float.compare(a.label, b.label));
        return entries;
    }

    private void add(int bits, int count) {
        int slot = slot(keys, bits);
        if (keys[slot] == FREE) {
            if (distinct == MAX_DISTINCT) {
                others += count;
                return;
            }
            keys[slot] = bits;
            distinct++;
        }
        counts[slot] += count;
        if (distinct * 2 > keys.length) {
            grow();
        }
    }

    private void grow() {
        int[] oldKeys = keys;
        int[] oldCounts = counts;
        keys = free(oldKeys.length * 2);
        counts = new int[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != FREE) {
                int slot = slot(keys, oldKeys[i]);
                keys[slot] = oldKeys[i];
                counts[slot] = oldCounts[i];
            }
        }
    }

    private static int[] free(int slots) {
        int[] table = new int[slots];
        Arrays.fill(table, FREE);
        return table;
    }

    private static int slot(int[] table, int bits) {
        int slot = ((bits * HASH_FACTOR) >>> 8) & (table.length - 1);
        while (table[slot] != FREE && table[slot] != bits) {
            slot = (slot + 1) & (table.length - 1);
        }
        return slot;
    }
}
