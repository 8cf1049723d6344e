package io.cameo.matte;

import io.cameo.image.Image;
import java.util.Arrays;

/**
 * One bit a pixel, in rows of words, the first pixel at the lowest bit; bits behind the width are zero. Grows to the
 * largest size it has had.
 */
final class BitRows {
    private static final PlaneKernel KERNEL = PlaneKernel.create();

    private int widthPx;
    private int heightPx;
    private int wordsPerRow;
    private long[] words = new long[0];

    /** Takes a size, and holds anything. */
    BitRows sized(int newWidthPx, int newHeightPx) {
        widthPx = newWidthPx;
        heightPx = newHeightPx;
        wordsPerRow = (newWidthPx + Long.SIZE - 1) / Long.SIZE;
        int needed = Math.multiplyExact(wordsPerRow, newHeightPx);
        if (words.length < needed) {
            words = new long[needed];
        }
        return this;
    }

    int widthPx() {
        return widthPx;
    }

    int heightPx() {
        return heightPx;
    }

    int wordsPerRow() {
        return wordsPerRow;
    }

    /** The words, of which the first rows times {@link #wordsPerRow()} count. */
    long[] words() {
        return words;
    }

    private int used() {
        return heightPx * wordsPerRow;
    }

    /** Takes the other's bits and gives its own, both being of one size. */
    void swap(BitRows other) {
        long[] mine = words;
        words = other.words;
        other.words = mine;
    }

    /** No bit set. */
    BitRows clear() {
        Arrays.fill(words, 0, used(), 0);
        return this;
    }

    boolean get(int xPx, int yPx) {
        return (words[yPx * wordsPerRow + xPx / Long.SIZE] >>> xPx & 1) != 0;
    }

    /** Where samples are at least the level. */
    BitRows atLeast(Image plane, int level) {
        sized(plane.widthPx(), plane.heightPx());
        for (int y = 0; y < heightPx; y++) {
            KERNEL.atLeast(
                    plane.pixels(),
                    y * plane.strideBytes(),
                    widthPx,
                    Planes.bytes(plane),
                    level,
                    words,
                    y * wordsPerRow);
        }
        return this;
    }

    /** Where planes of one size and depth differ by the level or more. */
    BitRows differ(Image left, Image right, int level) {
        sized(left.widthPx(), left.heightPx());
        for (int y = 0; y < heightPx; y++) {
            KERNEL.differ(
                    left.pixels(),
                    y * left.strideBytes(),
                    right.pixels(),
                    y * right.strideBytes(),
                    widthPx,
                    Planes.bytes(left),
                    level,
                    words,
                    y * wordsPerRow);
        }
        return this;
    }

    /** Where a pixel differs from the one to its right. */
    BitRows stepsRight(Image plane) {
        sized(plane.widthPx(), plane.heightPx());
        int bytes = Planes.bytes(plane);
        clear();
        for (int y = 0; y < heightPx; y++) {
            long row = y * plane.strideBytes();
            KERNEL.differ(
                    plane.pixels(), row, plane.pixels(), row + bytes, widthPx - 1, bytes, 1, words, y * wordsPerRow);
        }
        return this;
    }

    /** Where a pixel differs from the one below it. */
    BitRows stepsDown(Image plane) {
        sized(plane.widthPx(), plane.heightPx());
        clear();
        for (int y = 0; y + 1 < heightPx; y++) {
            long row = y * plane.strideBytes();
            long below = row + plane.strideBytes();
            KERNEL.differ(
                    plane.pixels(),
                    row,
                    plane.pixels(),
                    below,
                    widthPx,
                    Planes.bytes(plane),
                    1,
                    words,
                    y * wordsPerRow);
        }
        return this;
    }

    /** Sets what is not set and clears what is. */
    BitRows not() {
        long last = lastWord();
        for (int y = 0; y < heightPx; y++) {
            int first = y * wordsPerRow;
            for (int i = first; i < first + wordsPerRow; i++) {
                words[i] = ~words[i];
            }
            words[first + wordsPerRow - 1] &= last;
        }
        return this;
    }

    BitRows and(BitRows other) {
        int used = used();
        for (int i = 0; i < used; i++) {
            words[i] &= other.words[i];
        }
        return this;
    }

    BitRows or(BitRows other) {
        int used = used();
        for (int i = 0; i < used; i++) {
            words[i] |= other.words[i];
        }
        return this;
    }

    long count() {
        long count = 0;
        int used = used();
        for (int i = 0; i < used; i++) {
            count += Long.bitCount(words[i]);
        }
        return count;
    }

    /** The bits of the last word of a row that are pixels. */
    long lastWord() {
        return -1L >>> -widthPx;
    }

    /** Writes one of two bytes for each pixel. */
    void paint(Image plane, int set, int clear) {
        for (int y = 0; y < heightPx; y++) {
            KERNEL.paint(
                    words, y * wordsPerRow, plane.pixels(), y * plane.strideBytes(), widthPx, (byte) set, (byte) clear);
        }
    }
}
