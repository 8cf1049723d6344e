package io.cameo.image;

import org.jspecify.annotations.Nullable;

/**
 * The header of a BMP, little-endian.
 *
 * <pre>
 *   0 "BM" | 2 file size u32 | 10 pixel offset u32 | 14 header size u32 | 18 width i32 | 22 height i32 (negative: top-down)
 *   28 bits u16 | 30 compression u32 | 34 image size u32        header size 12 (OS/2): 18 width u16 | 20 height u16 | 24 bits
 * </pre>
 */
final class BmpStructure {
    private static final int OS2_HEADER = 12;
    private static final int UNCOMPRESSED = 0;
    private static final int BITFIELDS = 3;
    private static final int ALPHA_BITFIELDS = 6;

    private BmpStructure() {}

    /** Two letters prove little, so the size of the header must be one that exists. */
    static boolean isBmp(Probe probe) {
        long headerSize = probe.u32le(14);
        return probe.says(0, "BM")
                && (headerSize == OS2_HEADER
                        || headerSize == 16
                        || headerSize == 40
                        || headerSize == 52
                        || headerSize == 56
                        || headerSize == 64
                        || headerSize == 108
                        || headerSize == 124);
    }

    static ImageHeader header(Probe probe) {
        int bits = bits(probe);
        int channels = bits <= 8 ? 1 : bits == 32 ? 4 : 3;
        return ImageHeader.plain(
                ImageKind.BMP, width(probe), height(probe), bits <= 0 ? 0 : channels, bits > 8 ? 8 : bits);
    }

    static @Nullable String fault(Probe probe) {
        long width = width(probe);
        long height = height(probe);
        int bits = bits(probe);
        if (bits < 0) {
            return cut(probe, "inside its header");
        }
        if (width <= 0 || height <= 0 || bits == 0) {
            return "bmp without pixels: width=" + width + ", height=" + height + ", bits=" + bits;
        }
        long compression = isOs2(probe) ? UNCOMPRESSED : probe.u32le(30);
        boolean plain = compression == UNCOMPRESSED || compression == BITFIELDS || compression == ALPHA_BITFIELDS;
        long rowBytes = (width * bits + 31) / 32 * 4;
        long pixelBytes = plain ? rowBytes * height : probe.u32le(34);
        return compression < 0 || !probe.holds(probe.u32le(10), pixelBytes)
                ? cut(probe, "expected=" + (probe.u32le(10) + pixelBytes))
                : null;
    }

    private static boolean isOs2(Probe probe) {
        return probe.u32le(14) == OS2_HEADER;
    }

    private static long width(Probe probe) {
        return isOs2(probe) ? probe.u16le(18) : (int) probe.u32le(18);
    }

    private static long height(Probe probe) {
        if (isOs2(probe)) {
            return probe.u16le(20);
        }
        return probe.holds(22, 4) ? Math.abs((long) (int) probe.u32le(22)) : -1;
    }

    private static int bits(Probe probe) {
        return probe.u16le(isOs2(probe) ? 24 : 28);
    }

    private static String cut(Probe probe, String where) {
        return "bmp truncated: " + where + ", bytes=" + probe.size();
    }
}
