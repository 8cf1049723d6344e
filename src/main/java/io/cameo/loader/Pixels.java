package io.cameo.loader;

import io.cameo.bytes.LittleEndian;
import io.cameo.image.Image;
import java.lang.foreign.MemorySegment;

/** Loops over the pixels of images; callers have checked sizes, and that images are writable. 8 bits a sample. */
final class Pixels {
    private Pixels() {}

    /** Copies a rectangle; the images have the same format. */
    static void copyRows(Image src, int srcX, int srcY, Image dst, int dstX, int dstY, int widthPx, int heightPx) {
        int pixelBytes = src.format().bytesPerPixel();
        long rowBytes = (long) widthPx * pixelBytes;
        for (int y = 0; y < heightPx; y++) {
            MemorySegment.copy(
                    src.pixels(),
                    (srcY + y) * src.strideBytes() + (long) srcX * pixelBytes,
                    dst.pixels(),
                    (dstY + y) * dst.strideBytes() + (long) dstX * pixelBytes,
                    rowBytes);
        }
    }

    /** Sets every sample of a rectangle. */
    static void fill(Image image, int x, int y, int widthPx, int heightPx, byte value) {
        int pixelBytes = image.format().bytesPerPixel();
        for (int row = y; row < y + heightPx; row++) {
            long from = row * image.strideBytes() + (long) x * pixelBytes;
            long end = from + (long) widthPx * pixelBytes;
            for (long at = from; at < end; at++) {
                image.pixels().set(LittleEndian.BYTE, at, value);
            }
        }
    }

    /** Left becomes right. */
    static void mirror(Image src, Image dst) {
        int channels = src.format().channels();
        for (int y = 0; y < src.heightPx(); y++) {
            long from = y * src.strideBytes();
            long to = y * dst.strideBytes() + (long) (src.widthPx() - 1) * channels;
            for (int x = 0; x < src.widthPx(); x++) {
                for (int channel = 0; channel < channels; channel++) {
                    byte sample = src.pixels().get(LittleEndian.BYTE, from + (long) x * channels + channel);
                    dst.pixels().set(LittleEndian.BYTE, to - (long) x * channels + channel, sample);
                }
            }
        }
    }

    /** Replaces every sample by its channel's entry in a table of 256 for each channel. */
    static void replace(Image image, byte[] table) {
        int channels = image.format().channels();
        MemorySegment pixels = image.pixels();
        for (int y = 0; y < image.heightPx(); y++) {
            long row = y * image.strideBytes();
            for (int x = 0; x < image.widthPx(); x++) {
                for (int channel = 0; channel < channels; channel++) {
                    long at = row + (long) x * channels + channel;
                    int sample = Byte.toUnsignedInt(pixels.get(LittleEndian.BYTE, at));
                    pixels.set(LittleEndian.BYTE, at, table[256 * channel + sample]);
                }
            }
        }
    }

    /** The mean of a gray image. */
    static double mean(Image gray) {
        long sum = 0;
        for (int y = 0; y < gray.heightPx(); y++) {
            long row = y * gray.strideBytes();
            for (int x = 0; x < gray.widthPx(); x++) {
                sum += Byte.toUnsignedInt(gray.pixels().get(LittleEndian.BYTE, row + x));
            }
        }
        return (double) sum / ((long) gray.widthPx() * gray.heightPx());
    }
}
