package io.cameo.record;

import java.util.Arrays;

/**
 * A growing list of file offsets. Takes four bytes an entry as long as all are multiples of 4 below 16 GiB (what a sound
 * index of such a file holds), eight bytes from the first one that is not.
 */
final class OffsetList implements Offsets {
    private static final int WORD_SHIFT = 2;
    private static final long NARROW_LIMIT = 1L << (32 + WORD_SHIFT);

    private int[] words;
    private long[] wide = {};
    private int size;
    private boolean isWide;

    OffsetList(int expectedSize) {
        words = new int[expectedSize];
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public long get(int position) {
        if (position >= size) {
            throw new IndexOutOfBoundsException("no such record: position=" + position + ", records=" + size);
        }
        return isWide ? wide[position] : Integer.toUnsignedLong(words[position]) << WORD_SHIFT;
    }

    void add(long offset) {
        if (!isWide && ((offset & 3) != 0 || offset < 0 || offset >= NARROW_LIMIT)) {
            widen();
        }
        if (isWide) {
            if (size == wide.length) {
                wide = Arrays.copyOf(wide, grown(size));
            }
            wide[size++] = offset;
        } else {
            if (size == words.length) {
                words = Arrays.copyOf(words, grown(size));
            }
            words[size++] = (int) (offset >>> WORD_SHIFT);
        }
    }

    /** Gives back what was reserved and not used. */
    OffsetList trim() {
        words = words.length == size || isWide ? words : Arrays.copyOf(words, size);
        wide = wide.length == size || !isWide ? wide : Arrays.copyOf(wide, size);
        return this;
    }

    @Override
    public long memoryBytes() {
        return 4L * words.length + 8L * wide.length;
    }

    private void widen() {
        wide = new long[Math.max(words.length, 16)];
        for (int i = 0; i < size; i++) {
            wide[i] = Integer.toUnsignedLong(words[i]) << WORD_SHIFT;
        }
        words = new int[0];
        isWide = true;
    }

    private static int grown(int size) {
        if (size == RecordIndex.MAX_RECORDS) {
            throw new IllegalArgumentException("too many records for one index: limit=" + RecordIndex.MAX_RECORDS);
        }
        return (int) Math.min(RecordIndex.MAX_RECORDS, Math.max(1024L, size * 3L / 2));
    }
}
