package io.cameo.matte;

import io.cameo.image.Image;
import io.cameo.image.PixelFormat;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** Checks, and walks the rows; what is done to one row is the twins'. */
abstract sealed class CompositeRows implements Composite permits CompositeScalar, CompositeSimd {
    /** Blends {@code count} pixels of {@code channels} bytes; one byte of alpha for each. */
    abstract void paste(
            MemorySegment colours,
            long coloursOffset,
            MemorySegment alpha,
            long alphaOffset,
            MemorySegment canvas,
            long canvasOffset,
            int count,
            int channels);

    /** Writes what is visible of {@code count} samples; {@code offsets} are those of the later ones. */
    abstract void visible(
            MemorySegment alpha,
            long alphaOffset,
            MemorySegment[] later,
            long[] offsets,
            MemorySegment dst,
            long dstOffset,
            int count);

    abstract long sum(MemorySegment src, long srcOffset, int count);

    abstract long product(MemorySegment left, long leftOffset, MemorySegment right, long rightOffset, int count);

    @Override
    public final void paste(Image colours, Image alpha, Image canvas) {
        boolean known = colours.format() == PixelFormat.BGR8 || colours.format() == PixelFormat.GRAY8;
        if (!known || colours.format() != canvas.format()) {
            throw new IllegalArgumentException("formats do not fit: colours=" + colours + ", canvas=" + canvas);
        }
        Planes.requireBytes(alpha);
        Planes.requireSameSize(colours, alpha);
        Planes.requireSameSize(canvas, alpha);
        for (int y = 0; y < alpha.heightPx(); y++) {
            paste(
                    colours.pixels(),
                    y * colours.strideBytes(),
                    alpha.pixels(),
                    y * alpha.strideBytes(),
                    canvas.pixels(),
                    y * canvas.strideBytes(),
                    alpha.widthPx(),
                    colours.format().channels());
        }
    }

    @Override
    public final void visible(Image alpha, List<Image> later, Image visible) {
        Planes.requireBytes(alpha);
        Planes.requireBytes(visible);
        Planes.requireSameSize(alpha, visible);
        if (later.size() >= MOST_LAYERS) {
            throw new IllegalArgumentException(
                    "too many layers: later=" + later.size() + ", most=" + (MOST_LAYERS - 1));
        }
        MemorySegment[] planes = new MemorySegment[later.size()];
        for (int i = 0; i < planes.length; i++) {
            Image plane = Planes.requireBytes(later.get(i));
            Planes.requireSameSize(alpha, plane);
            planes[i] = plane.pixels();
        }
        long[] offsets = new long[planes.length];
        for (int y = 0; y < alpha.heightPx(); y++) {
            for (int i = 0; i < offsets.length; i++) {
                offsets[i] = y * later.get(i).strideBytes();
            }
            visible(
                    alpha.pixels(),
                    y * alpha.strideBytes(),
                    planes,
                    offsets,
                    visible.pixels(),
                    y * visible.strideBytes(),
                    alpha.widthPx());
        }
    }

    @Override
    public final long sum(Image plane) {
        Planes.requireBytes(plane);
        long sum = 0;
        for (int y = 0; y < plane.heightPx(); y++) {
            sum += sum(plane.pixels(), y * plane.strideBytes(), plane.widthPx());
        }
        return sum;
    }

    @Override
    public final long product(Image left, Image right) {
        Planes.requireBytes(left);
        Planes.requireBytes(right);
        Planes.requireSameSize(left, right);
        long sum = 0;
        for (int y = 0; y < left.heightPx(); y++) {
            sum += product(
                    left.pixels(), y * left.strideBytes(), right.pixels(), y * right.strideBytes(), left.widthPx());
        }
        return sum;
    }
}
