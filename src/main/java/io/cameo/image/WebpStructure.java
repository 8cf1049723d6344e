package io.cameo.image;

import org.jspecify.annotations.Nullable;

/**
 * The RIFF chunks of a WebP, little-endian.
 *
 * <pre>
 *   "RIFF" | size u32 (of all that follows) | "WEBP" | (type 4 | size u32 | data, padded to even)*
 *   "VP8 " lossy: data+6 width u16 (14 bits), +8 height     "VP8L" lossless: data+1 width-1 (14 bits), height-1 (14), alpha
 *   "VP8X" extended: data+0 flags, +4 width-1 u24, +7 height-1 u24
 * </pre>
 */
final class WebpStructure {
    private static final long FIRST_CHUNK = 12;
    private static final int ALPHA_FLAG = 0x10;

    private WebpStructure() {}

    static ImageHeader header(Probe probe) {
        long data = FIRST_CHUNK + 8;
        if (probe.says(FIRST_CHUNK, "VP8 ") && probe.holds(data, 10)) {
            return size(probe.u16le(data + 6) & 0x3fff, probe.u16le(data + 8) & 0x3fff, false);
        }
        if (probe.says(FIRST_CHUNK, "VP8L") && probe.holds(data, 5)) {
            long packed = probe.u32le(data + 1);
            return size((packed & 0x3fff) + 1, (packed >> 14 & 0x3fff) + 1, (packed >> 28 & 1) == 1);
        }
        if (probe.says(FIRST_CHUNK, "VP8X") && probe.holds(data, 10)) {
            return size(probe.u24le(data + 4) + 1L, probe.u24le(data + 7) + 1L, (probe.u8(data) & ALPHA_FLAG) != 0);
        }
        return ImageHeader.plain(ImageKind.WEBP, 0, 0, 0, 0);
    }

    static @Nullable String fault(Probe probe) {
        long end = 8 + probe.u32le(4);
        if (end > probe.size()) {
            return "webp truncated: bytes=" + probe.size() + ", expected=" + end;
        }
        boolean hasPixels = false;
        long at = FIRST_CHUNK;
        while (at + 8 <= end) {
            long length = probe.u32le(at + 4);
            if (length > end - at - 8) {
                return "webp chunk leaves the file: offset=" + at + ", length=" + length;
            }
            hasPixels |= probe.says(at, "VP8 ") || probe.says(at, "VP8L") || probe.says(at, "ANMF");
            at += 8 + length + (length & 1);
        }
        return hasPixels && header(probe).hasSize() ? null : "webp without pixels: bytes=" + probe.size();
    }

    private static ImageHeader size(long widthPx, long heightPx, boolean alpha) {
        return ImageHeader.plain(ImageKind.WEBP, widthPx, heightPx, alpha ? 4 : 3, 8);
    }
}
