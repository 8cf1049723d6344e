package io.cameo.loader;

import io.cameo.image.Image;
import io.cameo.image.PixelFormat;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;

/** Images for tests. */
final class Drawn {
    private Drawn() {}

    /** Noise in native memory. */
    static Image noise(Arena arena, int width, int height, PixelFormat format, long seed) {
        Image image = Image.allocate(arena, width, height, format);
        byte[] bytes = new byte[(int) image.pixels().byteSize()];
        new SplittableRandom(seed).nextBytes(bytes);
        MemorySegment.copy(bytes, 0, image.pixels(), ValueLayout.JAVA_BYTE, 0, bytes.length);
        return image;
    }

    /** A smooth picture, whose pixels tell where they come from: blue is the column, green the row. */
    static Image ramp(Arena arena, int width, int height) {
        Image image = Image.allocate(arena, width, height, PixelFormat.BGR8);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                long at = y * image.strideBytes() + 3L * x;
                image.pixels().set(ValueLayout.JAVA_BYTE, at, (byte) x);
                image.pixels().set(ValueLayout.JAVA_BYTE, at + 1, (byte) y);
                image.pixels().set(ValueLayout.JAVA_BYTE, at + 2, (byte) (x + y));
            }
        }
        return image;
    }
}
