package io.cameo.image;

import io.cameo.bytes.Checksum;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The chunks of a PNG (ISO 15948).
 *
 * <pre>
 *   signature 8 | (length u32 BE | type 4 | data[length] | crc32 of type and data)* , IHDR first, IEND last
 * </pre>
 */
final class PngStructure {
    static final String SIGNATURE = "\u0089PNG\r\n\u001a\n";

    private static final long FIRST_CHUNK = 8;
    private static final long CHUNK_FRAME_BYTES = 12;
    private static final long HEADER_DATA = FIRST_CHUNK + 8;

    private PngStructure() {}

    static ImageHeader header(Probe probe) {
        if (!probe.says(FIRST_CHUNK + 4, "IHDR")) {
            return ImageHeader.plain(ImageKind.PNG, 0, 0, 0, 0);
        }
        int channels = switch (probe.u8(HEADER_DATA + 9)) {
            case 0, 3 -> 1;
            case 2 -> 3;
            case 4 -> 2;
            case 6 -> 4;
            default -> 0;
        };
        return new ImageHeader(
                ImageKind.PNG,
                ImageHeader.count(probe.u32be(HEADER_DATA)),
                ImageHeader.count(probe.u32be(HEADER_DATA + 4)),
                channels,
                ImageHeader.count(probe.u8(HEADER_DATA + 8)),
                1,
                probe.u8(HEADER_DATA + 12) == 1);
    }

    static @Nullable String fault(Probe probe) {
        if (!probe.says(FIRST_CHUNK + 4, "IHDR") || probe.u32be(FIRST_CHUNK) != 13) {
            return probe.size() < HEADER_DATA ? cut(probe) : "png without its header: offset=" + FIRST_CHUNK;
        }
        CRC32 crc = new CRC32();
        boolean hasData = false;
        long at = FIRST_CHUNK;
        while (true) {
            long length = probe.u32be(at);
            if (length < 0 || !probe.holds(at, length + CHUNK_FRAME_BYTES)) {
                return cut(probe);
            }
            crc.reset();
            Checksum.update(crc, probe.bytes().asSlice(at + 4, length + 4));
            long stored = probe.u32be(at + 8 + length);
            if (crc.getValue() != stored) {
                return "png chunk checksum mismatch: offset=" + at + ", expected=0x" + Long.toHexString(stored)
                        + ", actual=0x" + Long.toHexString(crc.getValue());
            }
            if (probe.says(at + 4, "IEND")) {
                break;
            }
            hasData |= probe.says(at + 4, "IDAT");
            at += length + CHUNK_FRAME_BYTES;
        }
        ImageHeader header = header(probe);
        return hasData && header.hasSize()
                ? null
                : "png without pixels: width=" + header.widthPx() + ", height=" + header.heightPx();
    }

    private static String cut(Probe probe) {
        return "png truncated: no end chunk, bytes=" + probe.size();
    }
}
