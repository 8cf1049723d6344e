package io.cameo.matte;

import io.cameo.compute.Backend;
import java.lang.foreign.MemorySegment;

/**
 * The loops over samples. Samples are unsigned, of 1 or 2 bytes in the machine's order; {@code left} and {@code right} are
 * of the same depth. Bits go into words, the first sample at the lowest bit; those that fill up the last word are zero.
 * Callers have checked every range. Stateless; free to share.
 */
sealed interface PlaneKernel permits PlaneKernelScalar, PlaneKernelSimd {
    /** The twin for the active backend. */
    static PlaneKernel create() {
        return switch (Backend.active()) {
            case SCALAR -> new PlaneKernelScalar();
            case SIMD, CUDA -> new PlaneKernelSimd();
        };
    }

    /** Adds the sums of |left - right| and (left - right)² to {@code sums[at]} and {@code sums[at + 1]}. */
    void errors(
            MemorySegment left,
            long leftOffset,
            MemorySegment right,
            long rightOffset,
            int count,
            int bytes,
            long[] sums,
            int at);

    /**
     * The same where the region's byte is the value, and how many these are: three sums. Regions have one byte a sample,
     * whatever the depth.
     */
    void errors(
            MemorySegment left,
            long leftOffset,
            MemorySegment right,
            long rightOffset,
            MemorySegment regions,
            long regionOffset,
            int value,
            int count,
            int bytes,
            long[] sums,
            int at);

    /** The sum of ((left - right) - (leftBefore - rightBefore))² over rows that begin at the four offsets. */
    long changes(MemorySegment[] planes, long[] offsets, int count, int bytes);

    /** Bit i is set where sample i is at least the level. */
    void atLeast(MemorySegment src, long srcOffset, int count, int bytes, int level, long[] dst, int at);

    /** Bit i is set where |left - right| is at least the level, which is not 0. */
    void differ(
            MemorySegment left,
            long leftOffset,
            MemorySegment right,
            long rightOffset,
            int count,
            int bytes,
            int level,
            long[] dst,
            int at);

    /** Byte i becomes {@code set} where bit i is set and {@code clear} where it is not. */
    void paint(long[] words, int at, MemorySegment dst, long dstOffset, int count, byte set, byte clear);

    /** The least and the most of the samples, into {@code range[0]} and {@code range[1]}, which they may widen only. */
    void range(MemorySegment src, long srcOffset, int count, int bytes, int[] range);
}
