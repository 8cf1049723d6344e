package io.cameo.texture;

import io.cameo.image.Image;
import io.cameo.image.PixelFormat;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/** Planes of 8 bits that say which pixels count: those where they are not 0; null says that all do. */
final class Masks {
    private Masks() {}

    static void requireFits(@Nullable Image mask, Image map) {
        if (mask == null) {
            return;
        }
        if (mask.format() != PixelFormat.GRAY8) {
            throw new IllegalArgumentException("mask has not one channel of 8 bits: mask=" + mask);
        }
        if (mask.widthPx() != map.widthPx() || mask.heightPx() != map.heightPx()) {
            throw new IllegalArgumentException("mask has another size than the map: map=" + map + ", mask=" + mask);
        }
    }

    static boolean holds(@Nullable Image mask, int x, int y) {
        return mask == null || mask.pixels().get(ValueLayout.JAVA_BYTE, y * mask.strideBytes() + x) != 0;
    }

    static long count(Image mask) {
        long count = 0;
        for (int y = 0; y < mask.heightPx(); y++) {
            for (int x = 0; x < mask.widthPx(); x++) {
                count += holds(mask, x, y) ? 1 : 0;
            }
        }
        return count;
    }
}
