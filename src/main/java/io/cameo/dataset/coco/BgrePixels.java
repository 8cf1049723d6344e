package io.cameo.dataset.coco;

import io.cameo.bytes.LittleEndian;
import io.cameo.image.Image;
import io.cameo.image.PixelFormat;
import java.lang.foreign.MemorySegment;

/** Pixels of blue, green, red and instance plane, and their way there from two images and back. No state. */
public final class BgrePixels {
    private static final int COLOUR_BYTES = PixelFormat.BGR8.bytesPerPixel();
    private static final int COLOUR_BITS = 0xFFFFFF;

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

    private static void interleaveRow(
            MemorySegment bgr,
            long bgrOffset,
            MemorySegment plane,
            long planeOffset,
            MemorySegment dst,
            long dstOffset,
            int widthPx) {
        // Four bytes at once, of which the last is the next pixel's; the last pixel may have none behind it.
        int last = widthPx - 1;
        for (int x = 0; x < last; x++) {
            int colour = bgr.get(LittleEndian.INT, bgrOffset + (long) COLOUR_BYTES * x) & COLOUR_BITS;
            int index = plane.get(LittleEndian.BYTE, planeOffset + x);
            dst.set(LittleEndian.INT, dstOffset + (long) Hdf5Layout.CHANNELS * x, colour | index << 24);
        }
        long pixel = dstOffset + (long) Hdf5Layout.CHANNELS * last;
        MemorySegment.copy(bgr, bgrOffset + (long) COLOUR_BYTES * last, dst, pixel, COLOUR_BYTES);
        dst.set(LittleEndian.BYTE, pixel + COLOUR_BYTES, plane.get(LittleEndian.BYTE, planeOffset + last));
    }

    private static void separateRow(
            MemorySegment src,
            long srcOffset,
            MemorySegment bgr,
            long bgrOffset,
            MemorySegment plane,
            long planeOffset,
            int widthPx) {
        // As above: the fourth byte is written over by the next pixel.
        int last = widthPx - 1;
        for (int x = 0; x < last; x++) {
            int pixel = src.get(LittleEndian.INT, srcOffset + (long) Hdf5Layout.CHANNELS * x);
            bgr.set(LittleEndian.INT, bgrOffset + (long) COLOUR_BYTES * x, pixel);
            plane.set(LittleEndian.BYTE, planeOffset + x, (byte) (pixel >>> 24));
        }
        long pixel = srcOffset + (long) Hdf5Layout.CHANNELS * last;
        MemorySegment.copy(src, pixel, bgr, bgrOffset + (long) COLOUR_BYTES * last, COLOUR_BYTES);
        plane.set(LittleEndian.BYTE, planeOffset + last, src.get(LittleEndian.BYTE, pixel + COLOUR_BYTES));
    }
}
