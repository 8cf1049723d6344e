package io.cameo.record;

import io.cameo.compute.Backend;
import java.lang.foreign.MemorySegment;

/**
 * Finds the magic word at multiples of four bytes: what the writer must cut at, and what a reader that lost its place
 * looks for. Stateless; free to share.
 */
sealed interface MagicScan permits MagicScanScalar, MagicScanSimd {
    /** The twin for the active backend. */
    static MagicScan create() {
        return switch (Backend.active()) {
            case SCALAR -> new MagicScanScalar();
            case SIMD, CUDA -> new MagicScanSimd();
        };
    }

    /**
     * The first offset {@code from + 4 * k} below {@code to - 3} at which the magic stands, or -1.
     *
     * @param from where to begin, within the segment
     * @param to where to stop, at most the segment's size; a word that is cut by it does not count
     */
    long find(MemorySegment segment, long from, long to);
}
