package io.cameo.convert;

import java.util.Arrays;

/**
 * How often each label occurs, and their range: an open hash table from the bits of a float to a count. Bounded: labels that
 * are new once a limit is reached are counted together. -0 and 0 are one label, and so are all NaNs.
 */
final class LabelCounts {
    /** The limit unless told; the table takes 16 bytes for each at most. */
    static final int MAX_DISTINCT = 1 << 21;

    /** Bits of a NaN that is never put in. */
    private static final int FREE = 0xffffffff;

    private static final int HASH_FACTOR = 0x9E3779B1;
    private static final int FIRST_SLOTS = 64;
    private static final int NO_SLOT = -1;

    private final int maxDistinct;
    private int[] keys = free(FIRST_SLOTS);
    private int[] counts = new int[FIRST_SLOTS];
    private int distinct;
    private long others;
    private long records;
    private long notNumbers;
    private float min = Float.POSITIVE_INFINITY;
    private float max = Float.NEGATIVE_INFINITY;
    private int lastSlot = NO_SLOT;

    LabelCounts() {
        this(MAX_DISTINCT);
    }

    /** @param maxDistinct how many different labels are told apart */
    LabelCounts(int maxDistinct) {
        this.maxDistinct = maxDistinct;
    }

    /**
     * One label.
     *
     * @param count how many records have it
     */
    record Entry(float label, int count) {}

    void add(float label) {
        records++;
        if (Float.isNaN(label)) {
            notNumbers++;
        } else {
            min = Math.min(min, label + 0f);
            max = Math.max(max, label + 0f);
        }
        int bits = Float.floatToIntBits(label + 0f);
        if (lastSlot != NO_SLOT && keys[lastSlot] == bits) { // in many files all images of a label stand together
            counts[lastSlot]++;
        } else {
            add(bits, 1);
        }
    }

    void merge(LabelCounts more) {
        for (int i = 0; i < more.keys.length; i++) {
            if (more.keys[i] != FREE) {
                add(more.keys[i], more.counts[i]);
            }
        }
        others += more.others;
        records += more.records;
        notNumbers += more.notNumbers;
        min = Math.min(min, more.min);
        max = Math.max(max, more.max);
    }

    void clear() {
        Arrays.fill(keys, FREE);
        Arrays.fill(counts, 0);
        distinct = 0;
        others = 0;
        records = 0;
        notNumbers = 0;
        min = Float.POSITIVE_INFINITY;
        max = Float.NEGATIVE_INFINITY;
        lastSlot = NO_SLOT;
    }

    /** How many different labels are told apart. */
    int distinct() {
        return distinct;
    }

    /** Records whose label came too late to be told apart. */
    long others() {
        return others;
    }

    /** Range and number of all labels. */
    RecordSummary.Labels summary() {
        boolean none = records == notNumbers;
        return new RecordSummary.Labels(
                records, none ? Float.NaN : min, none ? Float.NaN : max, distinct, others > 0, notNumbers);
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
            if (distinct == maxDistinct) {
                others += count;
                return;
            }
            keys[slot] = bits;
            distinct++;
        }
        counts[slot] += count;
        lastSlot = slot;
        if (distinct * 2 > keys.length) {
            grow();
        }
    }

    private void grow() {
        lastSlot = NO_SLOT;
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
        // The low bits of floats that are small whole numbers are all zero.
        int mixed = (bits ^ (bits >>> 15)) * HASH_FACTOR;
        int slot = (mixed ^ (mixed >>> 16)) & (table.length - 1);
        while (table[slot] != FREE && table[slot] != bits) {
            slot = (slot + 1) & (table.length - 1);
        }
        return slot;
    }
}
