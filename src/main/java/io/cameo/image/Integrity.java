package io.cameo.image;

import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * Whether an encoded image is whole, told from its structure alone: lengths, markers, check sums. Nothing is decoded
 * and no native code is loaded, so it costs well under a microsecond for an ordinary JPEG.
 *
 * <p>Raw pixels have a checksum, which is compared.
 *
 * <p>A file cut at any byte is found. Damage inside a JPEG's entropy-coded data that keeps all markers is not: only
 * decoding could tell, and decoders forgive it.
 */
public final class Integrity {
    private static final int SHOWN_BYTES = 4;

    private Integrity() {}

    /**
     * The first fault found, as {@code reason: key=value}, or empty if the image is sound. Bytes of no known kind are a
     * fault; bytes behind a sound image are not.
     */
    public static Optional<String> fault(MemorySegment bytes) {
        Probe probe = new Probe(bytes);
        if (probe.size() == 0) {
            return Optional.of("zero bytes");
        }
        String fault = switch (ImageKind.of(probe)) {
            case JPEG -> JpegStructure.read(probe).fault();
            case PNG -> PngStructure.fault(probe);
            case BMP -> BmpStructure.fault(probe);
            case WEBP -> WebpStructure.fault(probe);
            case GIF -> GifStructure.fault(probe);
            case TIFF -> TiffStructure.read(probe).fault();
            case NPY -> NpyStructure.read(probe).fault();
            case RAW -> RawStructure.fault(probe);
            case UNKNOWN -> unknown(probe);
        };
        return Optional.ofNullable(fault);
    }

    static String unknown(Probe probe) {
        StringBuilder text = new StringBuilder("not a known image: bytes=")
                .append(probe.size())
                .append(", first=0x");
        for (int i = 0; i < SHOWN_BYTES && i < probe.size(); i++) {
            text.append(Character.forDigit(probe.u8(i) >> 4, 16)).append(Character.forDigit(probe.u8(i) & 15, 16));
        }
        return text.toString();
    }
}
