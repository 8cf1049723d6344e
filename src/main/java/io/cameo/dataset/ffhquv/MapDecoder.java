package io.cameo.dataset.ffhquv;

import io.cameo.image.BadImageException;
import io.cameo.image.ColorMode;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.image.PixelFormat;
import io.cameo.matte.BadPlaneException;
import io.cameo.matte.PlaneDecoder;
import io.cameo.matte.PlaneHeader;
import io.cameo.texture.SharedRegion;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Decodes maps, and puts those together with their template that have it taken out. Makes what it needs when it does. */
final class MapDecoder implements AutoCloseable {
    private final Supplier<byte @Nullable []> templateFile;
    private final Arena arena = Arena.ofShared();
    private @Nullable ImageCodec codec;
    private @Nullable PlaneDecoder planes;
    private @Nullable Template template;
    private @Nullable Image shared;

    private record Template(Image image, int sum) {}

    /** @param template its file; null if there is none */
    MapDecoder(Supplier<byte @Nullable []> template) {
        templateFile = template;
    }

    /** Why a map cannot be shown. */
    static final class BadMapException extends Exception {
        private static final long serialVersionUID = 1L;

        BadMapException(String reason) {
            super(reason);
        }
    }

    /** Three channels of 8 bits, valid until the next call. */
    Image decode(MemorySegment png) throws BadMapException {
        ImageCodec decoder = codec;
        if (decoder == null) {
            decoder = ImageCodec.create();
            codec = decoder;
        }
        try {
            return decoder.decode(png, ColorMode.COLOR);
        } catch (BadImageException bad) {
            throw new BadMapException(bad.reason());
        }
    }

    /**
     * Undoes what packing did.
     *
     * @param mapSum what the pixels must come to
     * @param templateSum what those of the template must
     */
    Image restore(MemorySegment png, byte[] coded, int mapSum, int templateSum) throws BadMapException {
        Template whole = template(templateSum);
        Image map = decode(png);
        Image where = shared(coded, map);
        try {
            SharedRegion.restore(map, whole.image(), where);
        } catch (IllegalArgumentException unlike) {
            throw new BadMapException(String.valueOf(unlike.getMessage()));
        }
        int sum = UvRecordWriter.sum(map);
        if (sum != mapSum) {
            throw new BadMapException("map is not what was packed: expected=0x" + Integer.toHexString(mapSum)
                    + ", actual=0x" + Integer.toHexString(sum));
        }
        return map;
    }

    private Template template(int expected) throws BadMapException {
        Template known = template;
        if (known == null) {
            byte[] png = templateFile.get();
            if (png == null) {
                throw new BadMapException("map needs a template that is not in the file");
            }
            Image image = decode(MemorySegment.ofArray(png)).copy(arena);
            known = new Template(image, UvRecordWriter.sum(image));
            template = known;
        }
        if (known.sum() != expected) {
            throw new BadMapException("map needs another template: expected=0x" + Integer.toHexString(expected)
                    + ", actual=0x" + Integer.toHexString(known.sum()));
        }
        return known;
    }

    private Image shared(byte[] coded, Image map) throws BadMapException {
        PlaneDecoder decoder = planes;
        if (decoder == null) {
            decoder = PlaneDecoder.create();
            planes = decoder;
        }
        Image into = shared;
        if (into == null || into.widthPx() != map.widthPx() || into.heightPx() != map.heightPx()) {
            into = Image.allocate(arena, map.widthPx(), map.heightPx(), PixelFormat.GRAY8);
            shared = into;
        }
        MemorySegment bytes = MemorySegment.ofArray(coded);
        try {
            PlaneHeader header = PlaneHeader.of(bytes);
            if (header.widthPx() != map.widthPx()
                    || header.heightPx() != map.heightPx()
                    || header.format() != PixelFormat.GRAY8) {
                throw new BadMapException("plane does not fit its map: expected=" + map + ", actual=" + header.widthPx()
                        + "x" + header.heightPx() + " " + header.format());
            }
            PlaneHeader _ = decoder.decode(bytes, into.pixels(), 0, into.strideBytes());
            return into;
        } catch (BadPlaneException bad) {
            throw new BadMapException(String.valueOf(bad.getMessage()));
        }
    }

    @Override
    public void close() {
        if (codec != null) {
            codec.close();
        }
        if (planes != null) {
            planes.close();
        }
        arena.close();
    }
}
