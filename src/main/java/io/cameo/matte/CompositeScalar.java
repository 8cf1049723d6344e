package io.cameo.matte;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** One sample after the other: the specification. */
final class CompositeScalar extends CompositeRows {
    private static final int OPAQUE = 255;
    private static final int HALF = 128;

    @Override
    void paste(
            MemorySegment colours,
            long coloursOffset,
            MemorySegment alpha,
            long alphaOffset,
            MemorySegment canvas,
            long canvasOffset,
            int count,
            int channels) {
        for (int i = 0; i < count; i++) {
            int a = at(alpha, alphaOffset + i);
            for (int c = 0; c < channels; c++) {
                long place = (long) i * channels + c;
                int over = at(colours, coloursOffset + place);
                int under = at(canvas, canvasOffset + place);
                int t = over * a + under * (OPAQUE - a) + HALF;
                canvas.set(ValueLayout.JAVA_BYTE, canvasOffset + place, (byte) ((t + (t >> 8)) >> 8));
            }
        }
    }

    @Override
    void visible(
            MemorySegment alpha,
            long alphaOffset,
            MemorySegment[] later,
            long[] offsets,
            MemorySegment dst,
            long dstOffset,
            int count) {
        for (int i = 0; i < count; i++) {
            long product = at(alpha, alphaOffset + i);
            long unit = 1;
            for (int k = 0; k < later.length; k++) {
                product *= OPAQUE - at(later[k], offsets[k] + i);
                unit *= OPAQUE;
            }
            dst.set(ValueLayout.JAVA_BYTE, dstOffset + i, (byte) (product / unit));
        }
    }

    @Override
    long sum(MemorySegment src, long srcOffset, int count) {
        long sum = 0;
        for (int i = 0; i < count; i++) {
            sum += at(src, srcOffset + i);
        }
        return sum;
    }

    @Override
    long product(MemorySegment left, long leftOffset, MemorySegment right, long rightOffset, int count) {
        long sum = 0;
        for (int i = 0; i < count; i++) {
            sum += (long) at(left, leftOffset + i) * at(right, rightOffset + i);
        }
        return sum;
    }

    private static int at(MemorySegment plane, long offset) {
        return plane.get(ValueLayout.JAVA_BYTE, offset) & 0xff;
    }
}
