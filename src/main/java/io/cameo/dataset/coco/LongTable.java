package io.cameo.dataset.coco;

import java.util.Arrays;

/** A place for each of many whole numbers, without a box for any. One thread fills it, then any number may look. */
final class LongTable {
    static final int ABSENT = -1;
    private static final int SMALLEST_SLOTS = 64;
    /** 2^64 over the golden ratio: spreads numbers that follow each other. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private long[] keys = new long[SMALLEST_SLOTS];
    private int[] places = absent(SMALLEST_SLOTS);
    private int size;

    /** Gives a number a place from 0 and returns the one that it had, or {@link #ABSENT}. */
    int put(long key, int place) {
        if (2 * size >= keys.length) {
            grow();
        }
        int slot = slot(key);
        int before = places[slot];
        if (before == ABSENT) {
            keys[slot] = key;
            size++;
        }
        places[slot] = place;
        return before;
    }

    /** The place of a number, or {@link #ABSENT}. */
    int get(long key) {
        return places[slot(key)];
    }

    /** Where the number stands or would stand. */
    private int slot(long key) {
        int mask = keys.length - 1;
        long mixed = key * SPREAD;
        int slot = (int) (mixed ^ mixed >>> Integer.SIZE) & mask;
        while (places[slot] != ABSENT && keys[slot] != key) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldPlaces = places;
        keys = new long[2 * oldKeys.length];
        places = absent(keys.length);
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldPlaces[i] != ABSENT) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                places[slot] = oldPlaces[i];
            }
        }
    }

    private static int[] absent(int slots) {
        int[] places = new int[slots];
        Arrays.fill(places, ABSENT);
        return places;
    }
}
