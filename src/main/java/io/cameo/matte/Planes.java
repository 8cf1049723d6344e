package io.cameo.matte;

import io.cameo.image.Image;
import io.cameo.image.PixelFormat;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** What every operation demands of the planes it is given. */
final class Planes {
    /** 255 * 257 = 65535: the factor between an alpha in 8 and in 16 bits. */
    private static final int WIDEN = 257;

    private Planes() {}

    /** The sample that is an alpha of 1. */
    static int unit(Image plane) {
        return plane.format() == PixelFormat.GRAY8 ? 255 : 65535;
    }

    /** How many bytes a sample has, 1 or 2. */
    static int bytes(Image plane) {
        return plane.format().bytesPerSample();
    }

    static Image require(Image plane) {
        if (plane.format() != PixelFormat.GRAY8 && plane.format() != PixelFormat.GRAY16) {
            throw new IllegalArgumentException("not a plane of one channel: image=" + plane);
        }
        return plane;
    }

    /** A plane of 8 bits that is written to or that is a trimap or mask. */
    static Image requireBytes(Image plane) {
        if (plane.format() != PixelFormat.GRAY8) {
            throw new IllegalArgumentException("not a plane of 8 bits: image=" + plane);
        }
        return plane;
    }

    static void requireSameSize(Image left, Image right) {
        if (left.widthPx() != right.widthPx() || left.heightPx() != right.heightPx()) {
            throw new IllegalArgumentException("sizes differ: left=" + left + ", right=" + right);
        }
    }

    /** The same alphas in 16 bits, as new memory of the arena unless they have 16 bits already. */
    static Image widened(Image plane, Arena arena) {
        if (plane.format() == PixelFormat.GRAY16) {
            return plane;
        }
        Image wide = Image.allocate(arena, plane.widthPx(), plane.heightPx(), PixelFormat.GRAY16);
        MemorySegment from = plane.pixels();
        MemorySegment to = wide.pixels();
        for (int y = 0; y < plane.heightPx(); y++) {
            long fromRow = y * plane.strideBytes();
            long toRow = y * wide.strideBytes();
            for (int x = 0; x < plane.widthPx(); x++) {
                int sample = from.get(ValueLayout.JAVA_BYTE, fromRow + x) & 0xff;
                to.set(ValueLayout.JAVA_SHORT_UNALIGNED, toRow + 2L * x, (short) (sample * WIDEN));
            }
        }
        return wide;
    }

    /** Sample x of the row that begins at an offset, unsigned. */
    static int sample(MemorySegment pixels, long rowOffset, int xPx, int bytesPerSample) {
        return bytesPerSample == 1
                ? pixels.get(ValueLayout.JAVA_BYTE, rowOffset + xPx) & 0xff
                : pixels.get(ValueLayout.JAVA_SHORT_UNALIGNED, rowOffset + 2L * xPx) & 0xffff;
    }
}
