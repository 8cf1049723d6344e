package io.cameo.matte;

/**
 * The runs of one row, from left to right: each has a kind and an end, the next begins there. A row begins with a clear
 * run, which may be empty. One thread.
 */
final class RowRuns {
    /** Samples of 0. */
    static final int CLEAR = 0;
    /** Samples of the header's full value. */
    static final int FULL = 1;
    /** All others. */
    static final int SOFT = 2;

    static final int KINDS = 3;

    /** How many runs of the row above are looked at for one of the same kind. */
    private static final int LOOK_AHEAD = 8;

    private byte[] kinds = {};
    private int[] ends = {};
    private int count;
    private int cursor;

    /** Forgets the row, and makes room for one of that width. */
    void clear(int widthPx) {
        if (ends.length < widthPx + 2) {
            kinds = new byte[widthPx + 2];
            ends = new int[widthPx + 2];
        }
        count = 0;
        cursor = 0;
    }

    void add(int kind, int end) {
        kinds[count] = (byte) kind;
        ends[count++] = end;
    }

    int count() {
        return count;
    }

    int kind(int run) {
        return kinds[run];
    }

    int end(int run) {
        return ends[run];
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** Where the first run ends. */
    int firstEnd() {
        return ends[0];
    }

    /**
     * Where a run of the row below is expected to end: where the first one of its kind does that ends right of its
     * beginning. Beginnings must not go back; {@link #rewind} starts anew.
     */
    int expectedEnd(int kind, int begin) {
        while (cursor < count - 1 && ends[cursor] <= begin) {
            cursor++;
        }
        int last = Math.min(count, cursor + LOOK_AHEAD);
        for (int i = cursor; i < last; i++) {
            if (kinds[i] == kind) {
                return ends[i];
            }
        }
        return begin + 1;
    }

    void rewind() {
        cursor = 0;
    }
}
