package io.cameo.image;

import io.cameo.bundle.Bundle;
import io.cameo.bytes.CorruptDataException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Pixels as they are, in a bundle: see {@code docs/raw-payloads.md}, and {@code docs/bundle.md} for the offsets.
 *
 * <pre>
 *   pixels or an LZ4 block of them | ... | entry 0: offset 0 | ... | dtype 1 | rank 3 | height, width, channels | "image" | "image/x-raw"
 *   | ... | footer: directory offset u64 | ... | "CAMEOBDL"
 * </pre>
 */
final class RawStructure {
    static final String PART = "image";
    static final String MEDIA_TYPE = "image/x-raw";

    private static final int FOOTER_BYTES = 32;
    private static final int MAGIC_BYTES = 8;
    private static final int DTYPE = 29;
    private static final int RANK = 30;
    private static final int NAME_BYTES = 31;
    private static final int MEDIA_BYTES = 32;
    private static final int SHAPE = 40;
    private static final int NAME = SHAPE + 3 * 8;
    private static final int UINT8 = 1;

    private RawStructure() {}

    static boolean isRaw(Probe probe) {
        if (!probe.says(probe.size() - MAGIC_BYTES, "CAMEOBDL")) {
            return false;
        }
        long entry = probe.u64le(probe.size() - FOOTER_BYTES);
        return entry >= 0
                && probe.u64le(entry) == 0
                && probe.u8(entry + DTYPE) == UINT8
                && probe.u8(entry + RANK) == 3
                && probe.u8(entry + NAME_BYTES) == PART.length()
                && probe.u16le(entry + MEDIA_BYTES) == MEDIA_TYPE.length()
                && probe.says(entry + NAME, PART)
                && probe.says(entry + NAME + PART.length(), MEDIA_TYPE);
    }

    static ImageHeader header(Probe probe) {
        long shape = probe.u64le(probe.size() - FOOTER_BYTES) + SHAPE;
        return ImageHeader.plain(ImageKind.RAW, probe.u64le(shape + 8), probe.u64le(shape), probe.u64le(shape + 16), 8);
    }

    /** Reads everything: a flipped bit is found. */
    static @Nullable String fault(Probe probe) {
        try {
            Bundle bundle = new Bundle().wrap(probe.bytes(), Path.of(""), 0);
            for (int part = 0; part < bundle.parts(); part++) {
                byte[] _ = bundle.read(part);
            }
            return shapeFault(bundle);
        } catch (CorruptDataException damaged) {
            return damaged.reason();
        }
    }

    /** Why part 0 of a bundle that {@link #isRaw} are no pixels that can be shown; null if they are. */
    static @Nullable String shapeFault(Bundle bundle) {
        long height = bundle.size(0, 0);
        long width = bundle.size(0, 1);
        long channels = bundle.size(0, 2);
        return height > 0 && width > 0 && (channels == 1 || channels == 3)
                ? null
                : "raw image of no usable shape: height=" + height + ", width=" + width + ", channels=" + channels;
    }
}
