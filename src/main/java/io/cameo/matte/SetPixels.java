package io.cameo.matte;

/**
 * The box around set bits, and how many there are.
 *
 * @param left of the first column; likewise the others, all within the box
 */
record SetPixels(long count, int left, int top, int right, int bottom) {
    static SetPixels of(BitRows bits) {
        int top = -1;
        int bottom = -1;
        int left = bits.widthPx();
        int right = -1;
        for (int y = 0; y < bits.heightPx(); y++) {
            for (int word = 0; word < bits.wordsPerRow(); word++) {
                long set = bits.words()[y * bits.wordsPerRow() + word];
                if (set != 0) {
                    top = top < 0 ? y : top;
                    bottom = y;
                    left = Math.min(left, word * Long.SIZE + Long.numberOfTrailingZeros(set));
                    right = Math.max(right, word * Long.SIZE + Long.SIZE - 1 - Long.numberOfLeadingZeros(set));
                }
            }
        }
        return new SetPixels(bits.count(), left, top, right, bottom);
    }

    /** The place {@code y * width + x} of a set bit, counted along the rows from 0. */
    static long nth(BitRows bits, long n) {
        long left = n;
        int words = bits.wordsPerRow() * bits.heightPx();
        for (int i = 0; i < words; i++) {
            long set = bits.words()[i];
            int here = Long.bitCount(set);
            if (left < here) {
                for (; left > 0; left--) {
                    set &= set - 1;
                }
                int x = i % bits.wordsPerRow() * Long.SIZE + Long.numberOfTrailingZeros(set);
                return (long) (i / bits.wordsPerRow()) * bits.widthPx() + x;
            }
            left -= here;
        }
        throw new IllegalArgumentException("fewer bits are set: wanted=" + n);
    }
}
