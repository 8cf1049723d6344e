package io.cameo.convert.matting;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Whether a JPEG carries an ICC profile (in APP2 segments, ICC.1 annex B.4) that is not sRGB. */
final class ColorProfile {
    private static final ValueLayout.OfShort SHORT_BE =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final byte[] NAME = "ICC_PROFILE\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SRGB = "sRGB".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SRGB_WIDE = "s\0R\0G\0B".getBytes(StandardCharsets.US_ASCII);
    private static final int APP2 = 0xe2;
    private static final int START_OF_SCAN = 0xda;

    private ColorProfile() {}

    /** Whatever the bytes are; a profile in several segments is known by its first. */
    static boolean isForeign(MemorySegment jpeg) {
        long at = 2;
        while (at + 4 <= jpeg.byteSize() && u8(jpeg, at) == 0xff) {
            int marker = u8(jpeg, at + 1);
            int length = Short.toUnsignedInt(jpeg.get(SHORT_BE, at + 2));
            long end = Math.min(jpeg.byteSize(), at + 2 + length);
            if (marker == START_OF_SCAN || length < 2) {
                return false;
            }
            MemorySegment segment = jpeg.asSlice(Math.min(at + 4, end), end - Math.min(at + 4, end));
            if (marker == APP2 && find(segment, NAME) == 0) {
                return find(segment, SRGB) < 0 && find(segment, SRGB_WIDE) < 0;
            }
            at = end;
        }
        return false;
    }

    private static int u8(MemorySegment bytes, long offset) {
        return Byte.toUnsignedInt(bytes.get(ValueLayout.JAVA_BYTE, offset));
    }

    /** Where the text begins, or -1. */
    private static long find(MemorySegment bytes, byte[] text) {
        for (long at = 0; at <= bytes.byteSize() - text.length; at++) {
            int same = 0;
            while (same < text.length && bytes.get(ValueLayout.JAVA_BYTE, at + same) == text[same]) {
                same++;
            }
            if (same == text.length) {
                return at;
            }
        }
        return -1;
    }
}
