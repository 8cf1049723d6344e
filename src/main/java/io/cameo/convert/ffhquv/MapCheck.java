package io.cameo.convert.ffhquv;

import io.cameo.bytes.Checksum;
import io.cameo.dataset.ffhquv.UvFile;
import io.cameo.image.BadImageException;
import io.cameo.image.ColorMode;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.image.ImageHeader;
import io.cameo.image.ImageKind;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Locale;

/** Decodes maps, and the masks that say where their texels come from. One worker's. */
final class MapCheck implements AutoCloseable {
    private static final int RGB = 3;
    private static final int BITS = 8;
    private static final byte SEEN = (byte) 255;

    private final ImageCodec codec = ImageCodec.create();

    void map(UvFile file, MemorySegment bytes, UvFacts out) {
        out.hasMap = true;
        out.mapSum = Checksum.crc32c(bytes);
        ImageHeader header = ImageHeader.of(bytes);
        Image map;
        try {
            map = codec.decode(bytes, ColorMode.UNCHANGED);
        } catch (BadImageException bad) {
            out.add(UvFault.MAP_BAD, file, bad.reason());
            return;
        }
        out.widthPx = map.widthPx();
        out.heightPx = map.heightPx();
        if (header.kind() != ImageKind.PNG) {
            out.add(UvFault.MAP_NOT_PNG, file, "kind=" + header.kind().name().toLowerCase(Locale.ROOT));
        } else if (header.channels() != RGB || header.bitsPerSample() != BITS) {
            out.add(
                    UvFault.MAP_MODE,
                    file,
                    "channels=" + header.channels() + ", bits=" + header.bitsPerSample() + ", expected=3 of 8");
        }
        if (map.widthPx() != map.heightPx()) {
            out.add(UvFault.MAP_NOT_SQUARE, file, "size=" + size(map));
        }
    }

    /** To be called after {@link #map}, so that sizes can be compared. */
    void masks(UvFile file, MemorySegment bytes, UvFacts out) {
        Image masks;
        try {
            masks = codec.decode(bytes, ColorMode.UNCHANGED);
        } catch (BadImageException bad) {
            out.add(UvFault.MASKS_BAD, file, bad.reason());
            return;
        }
        if (masks.format().channels() != RGB || masks.format().bytesPerSample() != 1) {
            out.add(UvFault.MASKS_BAD, file, "masks are not three channels of 8 bits: format=" + masks.format());
        } else if (out.widthPx > 0 && (masks.widthPx() != out.widthPx || masks.heightPx() != out.heightPx)) {
            out.add(
                    UvFault.MASKS_BAD,
                    file,
                    "masks have another size than the map: map=" + out.widthPx + "x" + out.heightPx + ", masks="
                            + size(masks));
        } else {
            long between = between(masks);
            if (between > 0) {
                out.add(UvFault.MASKS_BAD, file, "samples are neither 0 nor 255: samples=" + between);
            }
        }
    }

    private static long between(Image masks) {
        long count = 0;
        MemorySegment pixels = masks.pixels();
        for (int y = 0; y < masks.heightPx(); y++) {
            long row = y * masks.strideBytes();
            for (long at = row; at < row + masks.rowBytes(); at++) {
                byte sample = pixels.get(ValueLayout.JAVA_BYTE, at);
                count += sample != 0 && sample != SEEN ? 1 : 0;
            }
        }
        return count;
    }

    private static String size(Image image) {
        return image.widthPx() + "x" + image.heightPx();
    }

    @Override
    public void close() {
        codec.close();
    }
}
