package io.cameo.mask;

import java.lang.foreign.MemorySegment;

/** Between runs and bytes in the runs' own order. */
final class RleBytes {
    private static final int CHUNK_WORDS = 64;

    private RleBytes() {}

    static int[] scanColumns(MemorySegment src, long srcOffset, int pixels) {
        BitPacking packing = BitPacking.create();
        RunScanner scanner = new RunScanner();
        long[] words = new long[CHUNK_WORDS];
        for (int done = 0; done < pixels; ) {
            int part = Math.min(pixels - done, CHUNK_WORDS * Long.SIZE);
            packing.nonZero(src, srcOffset + done, words, 0, part);
            for (int bit = 0; bit < part; bit += Long.SIZE) {
                scanner.append(words[bit / Long.SIZE], Math.min(Long.SIZE, part - bit));
            }
            done += part;
        }
        return scanner.finish();
    }
}
