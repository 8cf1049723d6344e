package io.cameo.image;

import java.lang.foreign.MemorySegment;

/**
 * What the header of an encoded image says, read without decoding and without native code.
 *
 * @param kind by the first bytes
 * @param widthPx as stored, before any EXIF rotation; 0 where the header does not tell
 * @param heightPx as stored, before any EXIF rotation; 0 where the header does not tell
 * @param channels samples per stored pixel, 1 for a palette; 0 where the header does not tell
 * @param bitsPerSample of one stored sample; 0 where the header does not tell
 * @param exifOrientation 1 to 8 for a JPEG that carries the tag, else 1
 * @param progressive a progressive JPEG or an interlaced PNG
 */
public record ImageHeader(
        ImageKind kind,
        int widthPx,
        int heightPx,
        int channels,
        int bitsPerSample,
        int exifOrientation,
        boolean progressive) {

    /**
     * Reads what there is. Garbage and cut-off headers give zeros, never an exception; nothing is allocated after a
     * length that the bytes claim.
     */
    public static ImageHeader of(MemorySegment bytes) {
        Probe probe = new Probe(bytes);
        ImageKind kind = ImageKind.of(probe);
        return switch (kind) {
            case JPEG -> JpegStructure.read(probe).header();
            case PNG -> PngStructure.header(probe);
            case BMP -> BmpStructure.header(probe);
            case WEBP -> WebpStructure.header(probe);
            case GIF -> GifStructure.header(probe);
            case TIFF -> TiffStructure.read(probe).header();
            case NPY -> NpyStructure.read(probe).header();
            case RAW -> RawStructure.header(probe);
            case UNKNOWN -> plain(kind, 0, 0, 0, 0);
        };
    }

    /** Whether width and height are known. */
    public boolean hasSize() {
        return widthPx > 0 && heightPx > 0;
    }

    /** A header that turns nothing; a negative value, which is how {@link Probe} says "not there", becomes 0. */
    static ImageHeader plain(ImageKind kind, long widthPx, long heightPx, long channels, long bitsPerSample) {
        return new ImageHeader(kind, count(widthPx), count(heightPx), count(channels), count(bitsPerSample), 1, false);
    }

    static int count(long value) {
        return value < 0 || value > Integer.MAX_VALUE ? 0 : (int) value;
    }
}
