package io.cameo.mask;

import java.util.Arrays;

/** Turns pixels, taken as bits in the order of COCO's runs, into runs. One scanner makes one {@link Rle}. */
final class RunScanner {
    private static final int FIRST_RUNS = 256;

    private int[] runs = new int[FIRST_RUNS];
    private int count;
    private int runStart;
    private int position;
    private long last;

    /**
     * The next pixels.
     *
     * @param word the first pixel is the lowest bit; bits from {@code bits} on are zero
     * @param bits 1 to 64
     */
    void append(long word, int bits) {
        long changes = word ^ ((word << 1) | last);
        if (bits < Long.SIZE) {
            changes &= (1L << bits) - 1;
        }
        while (changes != 0) {
            close(position + Long.numberOfTrailingZeros(changes));
            changes &= changes - 1;
        }
        last = (word >>> (bits - 1)) & 1;
        position += bits;
    }

    /** All runs, which end with the last pixel that was appended. */
    int[] finish() {
        close(position);
        return Arrays.copyOf(runs, count);
    }

    private void close(int end) {
        if (count == runs.length) {
            runs = Arrays.copyOf(runs, Math.toIntExact(2L * count));
        }
        runs[count++] = end - runStart;
        runStart = end;
    }
}
