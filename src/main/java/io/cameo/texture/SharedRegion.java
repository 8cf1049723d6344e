package io.cameo.texture;

import io.cameo.image.Image;
import io.cameo.image.PixelFormat;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The part of a map that is its template unchanged: hair and what lies between the parts of the layout, some 30 % of the pixels of
 * FFHQ-UV's maps. A map without it is made of fewer bytes, and with the template it is whole again, pixel for pixel.
 */
public final class SharedRegion {
    private static final byte SHARED = (byte) 255;
    private static final int CHANNELS = 3;

    private SharedRegion() {}

    /**
     * Blackens a map where it is its template.
     *
     * @param map BGR8, changed
     * @param template BGR8 of the same size
     * @param shared GRAY8 of the same size; becomes 255 where pixels are equal, 0 elsewhere
     * @return how many pixels are equal
     */
    public static long take(Image map, Image template, Image shared) {
        require(map, template, shared);
        long count = 0;
        for (int y = 0; y < map.heightPx(); y++) {
            long at = y * map.strideBytes();
            long other = y * template.strideBytes();
            long bit = y * shared.strideBytes();
            for (int x = 0; x < map.widthPx(); x++, at += CHANNELS, other += CHANNELS) {
                boolean same = isSame(map.pixels(), at, template.pixels(), other);
                shared.pixels().set(ValueLayout.JAVA_BYTE, bit + x, same ? SHARED : 0);
                if (same) {
                    put(map.pixels(), at, (byte) 0, (byte) 0, (byte) 0);
                    count++;
                }
            }
        }
        return count;
    }

    /** Undoes {@link #take}, given the same template and what {@code shared} became. */
    public static void restore(Image map, Image template, Image shared) {
        require(map, template, shared);
        MemorySegment from = template.pixels();
        for (int y = 0; y < map.heightPx(); y++) {
            long at = y * map.strideBytes();
            long other = y * template.strideBytes();
            long bit = y * shared.strideBytes();
            for (int x = 0; x < map.widthPx(); x++, at += CHANNELS, other += CHANNELS) {
                if (shared.pixels().get(ValueLayout.JAVA_BYTE, bit + x) != 0) {
                    put(
                            map.pixels(),
                            at,
                            from.get(ValueLayout.JAVA_BYTE, other),
                            from.get(ValueLayout.JAVA_BYTE, other + 1),
                            from.get(ValueLayout.JAVA_BYTE, other + 2));
                }
            }
        }
    }

    private static boolean isSame(MemorySegment left, long at, MemorySegment right, long other) {
        return left.get(ValueLayout.JAVA_BYTE, at) == right.get(ValueLayout.JAVA_BYTE, other)
                && left.get(ValueLayout.JAVA_BYTE, at + 1) == right.get(ValueLayout.JAVA_BYTE, other + 1)
                && left.get(ValueLayout.JAVA_BYTE, at + 2) == right.get(ValueLayout.JAVA_BYTE, other + 2);
    }

    private static void put(MemorySegment pixels, long at, byte blue, byte green, byte red) {
        pixels.set(ValueLayout.JAVA_BYTE, at, blue);
        pixels.set(ValueLayout.JAVA_BYTE, at + 1, green);
        pixels.set(ValueLayout.JAVA_BYTE, at + 2, red);
    }

    private static void require(Image map, Image template, Image shared) {
        if (map.format() != PixelFormat.BGR8 || template.format() != PixelFormat.BGR8) {
            throw new IllegalArgumentException(
                    "map and template have not three channels of 8 bits: map=" + map + ", template=" + template);
        }
        if (template.widthPx() != map.widthPx() || template.heightPx() != map.heightPx()) {
            throw new IllegalArgumentException(
                    "template has another size than the map: map=" + map + ", template=" + template);
        }
        Masks.requireFits(shared, map);
    }
}
