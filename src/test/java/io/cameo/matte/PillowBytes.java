package io.cameo.matte;

import io.cameo.image.Image;
import io.cameo.image.PixelFormat;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HexFormat;
import java.util.zip.CRC32;

/** The seeded images of {@code make_pillow.py}, and the digests that it writes. */
final class PillowBytes {
    private static final int WIDER_PX = 11;

    private PillowBytes() {}

    static byte[] noise(int seed, int count) {
        byte[] bytes = new byte[count];
        int x = seed;
        for (int i = 0; i < count; i++) {
            x = x * 1664525 + 1013904223;
            bytes[i] = (byte) (x >>> 24);
        }
        return bytes;
    }

    static byte[] edges(int seed, int count) {
        byte[] bytes = noise(seed, count);
        for (int i = 0; i < count; i++) {
            int sample = bytes[i] & 0xff;
            bytes[i] = (byte) (sample < 90 ? 0 : sample < 180 ? 255 : sample);
        }
        return bytes;
    }

    static PixelFormat format(int channels) {
        return channels == 1 ? PixelFormat.GRAY8 : PixelFormat.BGR8;
    }

    /** A blank image within a wider one, so that rows have gaps. */
    static Image blank(int widthPx, int heightPx, int channels) {
        return Image.allocate(Arena.ofAuto(), widthPx + WIDER_PX, heightPx, format(channels))
                .crop(3, 0, widthPx, heightPx);
    }

    static Image image(byte[] bytes, int widthPx, int heightPx, int channels) {
        Image image = blank(widthPx, heightPx, channels);
        int row = widthPx * channels;
        for (int y = 0; y < heightPx; y++) {
            MemorySegment.copy(bytes, y * row, image.pixels(), ValueLayout.JAVA_BYTE, y * image.strideBytes(), row);
        }
        return image;
    }

    static long crc32(Image image) {
        CRC32 sum = new CRC32();
        sum.update(image.toBytes());
        return sum.getValue();
    }

    static String first(Image image) {
        byte[] bytes = image.toBytes();
        return HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, 16));
    }
}
