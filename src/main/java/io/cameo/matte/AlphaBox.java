package io.cameo.matte;

import io.cameo.image.Image;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/**
 * The smallest rectangle around everything of a matte that is not 0.
 *
 * @param xPx its left column
 * @param yPx its top row
 */
public record AlphaBox(int xPx, int yPx, int widthPx, int heightPx) {
    /** The box of a matte, or null if it is empty.
     *
     * @throws IllegalArgumentException if the matte is not {@code GRAY8} */
    public static @Nullable AlphaBox of(Image matte) {
        Planes.requireBytes(matte);
        int width = matte.widthPx();
        int left = width;
        int right = -1;
        int top = -1;
        int bottom = -1;
        for (int y = 0; y < matte.heightPx(); y++) {
            MemorySegment row = matte.pixels().asSlice(y * matte.strideBytes(), width);
            int first = first(row, width);
            if (first < 0) {
                continue;
            }
            top = top < 0 ? y : top;
            bottom = y;
            left = Math.min(left, first);
            right = Math.max(right, last(row, right, width));
        }
        return right < 0 ? null : new AlphaBox(left, top, right - left + 1, bottom - top + 1);
    }

    /** The box around both. */
    public AlphaBox and(AlphaBox other) {
        int left = Math.min(xPx, other.xPx);
        int top = Math.min(yPx, other.yPx);
        int right = Math.max(xPx + widthPx, other.xPx + other.widthPx);
        int bottom = Math.max(yPx + heightPx, other.yPx + other.heightPx);
        return new AlphaBox(left, top, right - left, bottom - top);
    }

    /** What both have in common, or null if that is nothing. */
    public @Nullable AlphaBox common(AlphaBox other) {
        int left = Math.max(xPx, other.xPx);
        int top = Math.max(yPx, other.yPx);
        int width = Math.min(xPx + widthPx, other.xPx + other.widthPx) - left;
        int height = Math.min(yPx + heightPx, other.yPx + other.heightPx) - top;
        return width <= 0 || height <= 0 ? null : new AlphaBox(left, top, width, height);
    }

    /** That part of an image, over the same memory. */
    public Image part(Image image) {
        return image.crop(xPx, yPx, widthPx, heightPx);
    }

    /** The last sample that is not 0 behind one, or that one. */
    static int last(MemorySegment row, int behind, int width) {
        int end = width;
        while (end - Long.BYTES > behind && row.get(ValueLayout.JAVA_LONG_UNALIGNED, end - Long.BYTES) == 0) {
            end -= Long.BYTES;
        }
        while (end - 1 > behind && row.get(ValueLayout.JAVA_BYTE, end - 1) == 0) {
            end--;
        }
        return end - 1;
    }

    /** The first sample that is not 0, or -1. */
    static int first(MemorySegment row, int width) {
        int at = 0;
        while (at <= width - Long.BYTES && row.get(ValueLayout.JAVA_LONG_UNALIGNED, at) == 0) {
            at += Long.BYTES;
        }
        while (at < width && row.get(ValueLayout.JAVA_BYTE, at) == 0) {
            at++;
        }
        return at < width ? at : -1;
    }
}
