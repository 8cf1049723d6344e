package io.cameo.loader.matting;

import io.cameo.image.BadImageException;
import io.cameo.image.Image;
import io.cameo.image.PixelFormat;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * Images and planes of one size in one native buffer, which grows to the largest set and stays; rows have no gaps. The views are
 * made anew only where the shape is another one. Not thread-safe, but may move between threads.
 */
final class PlaneSet implements AutoCloseable {
    private static final int ALIGNMENT = 64;
    private static final int MOST_SIDE_PX = 1 << 15;

    private final List<Image> colors = new ArrayList<>();
    private final List<Image> grays = new ArrayList<>();
    private Arena arena = Arena.ofShared();
    private MemorySegment memory = MemorySegment.NULL;
    private int widthPx;
    private int heightPx;

    /**
     * Takes a shape, and holds anything.
     *
     * @param colorCount how many {@code BGR8} images
     * @param grayCount how many {@code GRAY8} planes
     * @throws BadImageException if a side is longer than any camera makes
     */
    PlaneSet shape(int colorCount, int grayCount, int newWidthPx, int newHeightPx) {
        if (newWidthPx < 1 || newHeightPx < 1 || newWidthPx > MOST_SIDE_PX || newHeightPx > MOST_SIDE_PX) {
            throw new BadImageException("size is not possible: width=" + newWidthPx + ", height=" + newHeightPx
                    + ", limit=" + MOST_SIDE_PX);
        }
        if (colorCount == colors.size()
                && grayCount == grays.size()
                && newWidthPx == widthPx
                && newHeightPx == heightPx) {
            return this;
        }
        widthPx = newWidthPx;
        heightPx = newHeightPx;
        long grayBytes = aligned((long) widthPx * heightPx);
        long colorBytes = aligned(3L * widthPx * heightPx);
        reserve(colorCount * colorBytes + grayCount * grayBytes);
        colors.clear();
        grays.clear();
        long at = 0;
        for (int i = 0; i < colorCount; i++, at += colorBytes) {
            colors.add(Image.wrap(memory.asSlice(at), widthPx, heightPx, 3L * widthPx, PixelFormat.BGR8));
        }
        for (int i = 0; i < grayCount; i++, at += grayBytes) {
            grays.add(Image.wrap(memory.asSlice(at), widthPx, heightPx, widthPx, PixelFormat.GRAY8));
        }
        return this;
    }

    private static long aligned(long bytes) {
        return Math.ceilDiv(bytes, (long) ALIGNMENT) * ALIGNMENT;
    }

    private void reserve(long bytes) {
        if (bytes > memory.byteSize()) {
            arena.close();
            arena = Arena.ofShared();
            memory = arena.allocate(bytes, ALIGNMENT);
        }
    }

    int widthPx() {
        return widthPx;
    }

    int heightPx() {
        return heightPx;
    }

    Image color(int i) {
        return colors.get(i);
    }

    Image gray(int i) {
        return grays.get(i);
    }

    int colorCount() {
        return colors.size();
    }

    int grayCount() {
        return grays.size();
    }

    @Override
    public void close() {
        colors.clear();
        grays.clear();
        memory = MemorySegment.NULL;
        arena.close();
    }
}
