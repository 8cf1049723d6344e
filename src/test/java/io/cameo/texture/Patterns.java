package io.cameo.texture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cameo.image.Image;
import io.cameo.image.PixelFormat;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;

/** The pictures of {@code testdata/texture/make_texture.py}, drawn again, with gaps between rows. */
final class Patterns {
    private static final int GAP = 5;

    private Patterns() {}

    static JsonNode golden(String what) throws IOException {
        return new ObjectMapper()
                .readTree(Path.of("testdata/texture/texture.json").toFile())
                .get(what);
    }

    static Image map(int width, int height, int seed) {
        Image map = blank(width, height, PixelFormat.BGR8);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int c = 0; c < 3; c++) {
                    set(map, x, y, c, (x * 7 + y * 13 + c * 31 + seed) ^ ((x * y) >> 3));
                }
            }
        }
        return map;
    }

    static Image mask(int width, int height) {
        Image mask = blank(width, height, PixelFormat.GRAY8);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                set(mask, x, y, 0, (x * 3 + y * 2) % 7 < 3 ? 255 : 0);
            }
        }
        return mask;
    }

    static Image blank(int width, int height, PixelFormat format) {
        long stride = (long) width * format.bytesPerPixel() + GAP;
        return Image.wrap(Arena.ofAuto().allocate(stride * height), width, height, stride, format);
    }

    static void set(Image image, int x, int y, int channel, int value) {
        long at = y * image.strideBytes() + (long) x * image.format().channels() + channel;
        image.pixels().set(ValueLayout.JAVA_BYTE, at, (byte) value);
    }
}
