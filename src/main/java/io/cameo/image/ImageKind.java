package io.cameo.image;

import java.lang.foreign.MemorySegment;

/** What a payload is, told by its first or last bytes, whatever its file was called. */
public enum ImageKind {
    JPEG(".jpg"),
    PNG(".png"),
    BMP(".bmp"),
    WEBP(".webp"),
    GIF(".gif"),
    TIFF(".tif"),
    /** A numpy array, as some packers store instead of a picture. */
    NPY(".npy"),
    /** Pixels as they are, or an LZ4 block of them: the encodings {@code raw} and {@code lz4}. */
    RAW(".raw"),
    UNKNOWN(".bin");

    private final String extension;

    ImageKind(String extension) {
        this.extension = extension;
    }

    /** The file name extension that fits, with its dot. */
    public String extension() {
        return extension;
    }

    /** Reads at most the first 18 bytes and, behind what might be raw pixels, the end; never throws on any content. */
    public static ImageKind of(MemorySegment bytes) {
        return of(new Probe(bytes));
    }

    static ImageKind of(Probe probe) {
        if (RawStructure.isRaw(probe)) {
            return RAW; // first, because pixels may look like anything
        }
        if (probe.says(0, "\u00ff\u00d8\u00ff")) {
            return JPEG;
        }
        if (probe.says(0, PngStructure.SIGNATURE)) {
            return PNG;
        }
        if (probe.says(0, "RIFF") && probe.says(8, "WEBP")) {
            return WEBP;
        }
        if (probe.says(0, "GIF87a") || probe.says(0, "GIF89a")) {
            return GIF;
        }
        if (TiffStructure.isTiff(probe)) {
            return TIFF;
        }
        if (BmpStructure.isBmp(probe)) {
            return BMP;
        }
        return probe.says(0, NpyStructure.SIGNATURE) ? NPY : UNKNOWN;
    }
}
