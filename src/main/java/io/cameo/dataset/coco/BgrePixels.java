package io.cameo.dataset.coco;

import io.cameo.bytes.LittleEndian;
import io.cameo.compute.Backend;
import io.cameo.image.Image;
import io.cameo.image.PixelFormat;
import java.lang.foreign.MemorySegment;

/** Pixels of blue, green, red and instance plane, and their way there from two images and back. No state. */
public final class BgrePixels {
    private static final int STEP_PX = 8;
    private static final boolean SIMD = Backend.active() != Backend.SCALAR;

    private BgrePixels() {}

    /**
     * Puts the samples of two images of one size side by side.
     *
     * @param bgr BGR8
     * @param plane GRAY8
     * @param dst gets H x W x 4 bytes without gaps; what it has beyond them is left alone
     * @throws IllegalArgumentException if formats or sizes are others, or {@code dst} is too small
     */
    public static void interleave(Image bgr, Image plane, MemorySegment dst) {
        long rowBytes = check(bgr, plane, dst);
        for (int y = 0; y < bgr.heightPx(); y++) {
            interleaveRow(
                    bgr.pixels(),
                    y * bgr.strideBytes(),
                    plane.pixels(),
                    y * plane.strideBytes(),
                    dst,
                    y * rowBytes,
                    bgr.widthPx());
        }
    }

    /**
     * The way back.
     *
     * @param src H x W x 4 bytes without gaps
     * @param bgr BGR8, written
     * @param plane GRAY8, written
     * @throws IllegalArgumentException if formats or sizes are others, or {@code src} is too small
     */
    public static void separate(MemorySegment src, Image bgr, Image plane) {
        long rowBytes = check(bgr, plane, src);
        for (int y = 0; y < bgr.heightPx(); y++) {
            separateRow(
                    src,
                    y * rowBytes,
                    bgr.pixels(),
                    y * bgr.strideBytes(),
                    plane.pixels(),
                    y * plane.strideBytes(),
                    bgr.widthPx());
        }
    }

    private static long check(Image bgr, Image plane, MemorySegment bgre) {
        if (bgr.format() != PixelFormat.BGR8 || plane.format() != PixelFormat.GRAY8) {
            throw new IllegalArgumentException("images have other pixels: image=" + bgr.format() + ", expected=BGR8"
                    + ", plane=" + plane.format() + ", expected=GRAY8");
        }
        if (bgr.widthPx() != plane.widthPx() || bgr.heightPx() != plane.heightPx()) {
            throw new IllegalArgumentException("images are not of one size: image=" + bgr + ", plane=" + plane);
        }
        long rowBytes = (long) bgr.widthPx() * Hdf5Layout.CHANNELS;
        if (bgre.byteSize() < rowBytes * bgr.heightPx()) {
            throw new IllegalArgumentException(
                    "memory is smaller than the image: bytes=" + bgre.byteSize() + ", image=" + bgr);
        }
        return rowBytes;
    }

    /** Eight pixels at a time: three longs of colours and one of the plane give four of both. */
    private static void interleaveRow(
            MemorySegment bgr,
            long bgrOffset,
            MemorySegment plane,
            long planeOffset,
            MemorySegment dst,
            long dstOffset,
            int widthPx) {
        int x = SIMD ? BgreSimd.interleave(bgr, bgrOffset, plane, planeOffset, dst, dstOffset, widthPx) : 0;
        for (; x <= widthPx - STEP_PX; x += STEP_PX) {
            long colour = bgrOffset + 3L * x;
            long first = bgr.get(LittleEndian.LONG, colour);
            long second = bgr.get(LittleEndian.LONG, colour + 8);
            long third = bgr.get(LittleEndian.LONG, colour + 16);
            long index = plane.get(LittleEndian.LONG, planeOffset + x);
            long pixel = dstOffset + 4L * x;
            dst.set(LittleEndian.LONG, pixel, join(first, index));
            dst.set(LittleEndian.LONG, pixel + 8, join((first >>> 48) | (second << 16), index >>> 16));
            dst.set(LittleEndian.LONG, pixel + 16, join((second >>> 32) | (third << 32), index >>> 32));
            dst.set(LittleEndian.LONG, pixel + 24, join(third >>> 16, index >>> 48));
        }
        for (; x < widthPx; x++) {
            MemorySegment.copy(bgr, bgrOffset + 3L * x, dst, dstOffset + 4L * x, 3);
            dst.set(LittleEndian.BYTE, dstOffset + 4L * x + 3, plane.get(LittleEndian.BYTE, planeOffset + x));
        }
    }

    private static void separateRow(
            MemorySegment src,
            long srcOffset,
            MemorySegment bgr,
            long bgrOffset,
            MemorySegment plane,
            long planeOffset,
            int widthPx) {
        int x = 0;
        for (; x <= widthPx - STEP_PX; x += STEP_PX) {
            long pixel = srcOffset + 4L * x;
            long first = src.get(LittleEndian.LONG, pixel);
            long second = src.get(LittleEndian.LONG, pixel + 8);
            long third = src.get(LittleEndian.LONG, pixel + 16);
            long fourth = src.get(LittleEndian.LONG, pixel + 24);
            long colour = bgrOffset + 3L * x;
            bgr.set(LittleEndian.LONG, colour, colours(first) | (colours(second) << 48));
            bgr.set(LittleEndian.LONG, colour + 8, (colours(second) >>> 16) | (colours(third) << 32));
            bgr.set(LittleEndian.LONG, colour + 16, (colours(third) >>> 32) | (colours(fourth) << 16));
            long index = indexes(first) | (indexes(second) << 16) | (indexes(third) << 32) | (indexes(fourth) << 48);
            plane.set(LittleEndian.LONG, planeOffset + x, index);
        }
        for (; x < widthPx; x++) {
            MemorySegment.copy(src, srcOffset + 4L * x, bgr, bgrOffset + 3L * x, 3);
            plane.set(LittleEndian.BYTE, planeOffset + x, src.get(LittleEndian.BYTE, srcOffset + 4L * x + 3));
        }
    }

    /** Two pixels of the low 48 bits of colours and the low 16 of indexes. */
    private static long join(long colours, long indexes) {
        long two = (colours & 0xFFFFFFL) | ((colours & 0xFFFFFF000000L) << 8);
        return two | ((indexes & 0xFF) << 24) | ((indexes & 0xFF00) << 48);
    }

    /** The colours of two pixels, in the low 48 bits. */
    private static long colours(long pixels) {
        return (pixels & 0xFFFFFFL) | ((pixels >>> 8) & 0xFFFFFF000000L);
    }

    /** The indexes of two pixels, in the low 16 bits. */
    private static long indexes(long pixels) {
        return ((pixels >>> 24) & 0xFF) | ((pixels >>> 48) & 0xFF00);
    }
}
