package io.cameo.matte;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** The specification: one sample after the other. */
final class PlaneKernelScalar implements PlaneKernel {
    @Override
    public void errors(
            MemorySegment left,
            long leftOffset,
            MemorySegment right,
            long rightOffset,
            int count,
            int bytes,
            long[] sums,
            int at) {
        long absolute = 0;
        long squares = 0;
        for (int i = 0; i < count; i++) {
            long difference = difference(left, leftOffset, right, rightOffset, i, bytes);
            absolute += Math.abs(difference);
            squares += difference * difference;
        }
        sums[at] += absolute;
        sums[at + 1] += squares;
    }

    @Override
    public void errors(
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
            int at) {
        for (int i = 0; i < count; i++) {
            if (regions.get(ValueLayout.JAVA_BYTE, regionOffset + i) == value) {
                long difference = difference(left, leftOffset, right, rightOffset, i, bytes);
                sums[at] += Math.abs(difference);
                sums[at + 1] += difference * difference;
                sums[at + 2]++;
            }
        }
    }

    @Override
    public long changes(MemorySegment[] planes, long[] offsets, int count, int bytes) {
        long squares = 0;
        for (int i = 0; i < count; i++) {
            long now = difference(planes[0], offsets[0], planes[1], offsets[1], i, bytes);
            long before = difference(planes[2], offsets[2], planes[3], offsets[3], i, bytes);
            squares += (now - before) * (now - before);
        }
        return squares;
    }

    @Override
    public void atLeast(MemorySegment src, long srcOffset, int count, int bytes, int level, long[] dst, int at) {
        for (int first = 0; first < count; first += Long.SIZE) {
            long word = 0;
            for (int i = first; i < Math.min(count, first + Long.SIZE); i++) {
                if (Planes.sample(src, srcOffset, i, bytes) >= level) {
                    word |= 1L << (i - first);
                }
            }
            dst[at + first / Long.SIZE] = word;
        }
    }

    @Override
    public void differ(
            MemorySegment left,
            long leftOffset,
            MemorySegment right,
            long rightOffset,
            int count,
            int bytes,
            int level,
            long[] dst,
            int at) {
        for (int first = 0; first < count; first += Long.SIZE) {
            long word = 0;
            for (int i = first; i < Math.min(count, first + Long.SIZE); i++) {
                long difference = difference(left, leftOffset, right, rightOffset, i, bytes);
                if (Math.abs(difference) >= level) {
                    word |= 1L << (i - first);
                }
            }
            dst[at + first / Long.SIZE] = word;
        }
    }

    @Override
    public void paint(long[] words, int at, MemorySegment dst, long dstOffset, int count, byte set, byte clear) {
        for (int i = 0; i < count; i++) {
            boolean on = (words[at + i / Long.SIZE] >>> i & 1) != 0;
            dst.set(ValueLayout.JAVA_BYTE, dstOffset + i, on ? set : clear);
        }
    }

    @Override
    public void range(MemorySegment src, long srcOffset, int count, int bytes, int[] range) {
        int least = range[0];
        int most = range[1];
        for (int i = 0; i < count; i++) {
            int sample = Planes.sample(src, srcOffset, i, bytes);
            least = Math.min(least, sample);
            most = Math.max(most, sample);
        }
        range[0] = least;
        range[1] = most;
    }

    private static long difference(
            MemorySegment left, long leftOffset, MemorySegment right, long rightOffset, int xPx, int bytes) {
        return (long) Planes.sample(left, leftOffset, xPx, bytes) - Planes.sample(right, rightOffset, xPx, bytes);
    }
}
