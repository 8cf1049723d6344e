package io.cameo.image;

import org.jspecify.annotations.Nullable;

/**
 * The blocks of a GIF.
 *
 * <pre>
 *   "GIF89a" | width u16 LE | height u16 | flags | background | aspect | colour table
 *   (21 label sub-blocks | 2C descriptor[9] colour table code-size sub-blocks)* | 3B
 *   sub-blocks := (length u8, data[length])* 00
 * </pre>
 */
final class GifStructure {
    private static final int EXTENSION = 0x21;
    private static final int IMAGE = 0x2c;
    private static final int TRAILER = 0x3b;

    private GifStructure() {}

    static ImageHeader header(Probe probe) {
        return ImageHeader.plain(ImageKind.GIF, probe.u16le(6), probe.u16le(8), 1, 8);
    }

    static @Nullable String fault(Probe probe) {
        int flags = probe.u8(10);
        boolean hasImage = false;
        long at = 13 + (flags < 0 ? 0 : tableBytes(flags));
        while (true) {
            int block = probe.u8(at);
            if (block == TRAILER) {
                return hasImage ? null : "gif without an image: bytes=" + probe.size();
            } else if (block == EXTENSION) {
                at = skipSubBlocks(probe, at + 2);
            } else if (block == IMAGE) {
                hasImage = true;
                int imageFlags = probe.u8(at + 9);
                at = skipSubBlocks(probe, at + 11 + (imageFlags < 0 ? 0 : tableBytes(imageFlags)));
            } else if (block >= 0) {
                return "gif block of no known kind: offset=" + at + ", kind=0x" + Integer.toHexString(block);
            }
            if (block < 0 || at < 0) {
                return "gif truncated: no trailer, bytes=" + probe.size();
            }
        }
    }

    private static long tableBytes(int flags) {
        return (flags & 0x80) == 0 ? 0 : 3L << ((flags & 7) + 1);
    }

    private static long skipSubBlocks(Probe probe, long from) {
        long at = from;
        while (true) {
            int length = probe.u8(at);
            if (length < 0) {
                return -1;
            }
            at += 1 + length;
            if (length == 0) {
                return at;
            }
        }
    }
}
