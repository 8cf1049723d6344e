package io.cameo.image;

import java.util.Locale;

/** The formats that images are packed in. */
public enum Encoding {
    /** Baseline JPEG, 4:2:0; quality 0 to 100. Alpha is dropped, 16 bits are clamped to 8. */
    JPEG(".jpg", 100),
    /** PNG; quality is zlib's level 0 to 9, and anything above means 9, as im2rec.py's default of 95 does. */
    PNG(".png", 9),
    /** The pixels as they are, for speed: RGB or gray; quality is ignored. Alpha is dropped, 16 bits are clamped to 8. */
    RAW(".raw", 0),
    /** As {@link #RAW}, but one LZ4 block, where that is smaller. */
    LZ4(".lz4", 0);

    private final String extension;
    private final int bestQuality;

    Encoding(String extension, int bestQuality) {
        this.extension = extension;
        this.bestQuality = bestQuality;
    }

    /** The file name extension, with its dot: the value of {@code im2rec --encoding}. */
    public String extension() {
        return extension;
    }

    /** Whether a file of that name would be taken for one of this encoding, in any case. */
    public boolean isExtensionOf(String fileName) {
        String name = fileName.toLowerCase(Locale.ROOT);
        return name.endsWith(extension) || (this == JPEG && name.endsWith(".jpeg"));
    }

    /** Whether the pixels themselves are stored: see {@link RawPayload}. */
    boolean isRaw() {
        return this == RAW || this == LZ4;
    }

    int clampQuality(int quality) {
        return Math.min(quality, bestQuality);
    }

    /** The encoding under im2rec's name; {@code raw} and {@code lz4} are ours.
     *
     * @throws IllegalArgumentException if images are not packed under this extension */
    public static Encoding ofExtension(String extension) {
        return switch (extension) {
            case ".jpg", ".jpeg" -> JPEG;
            case ".png" -> PNG;
            case "raw", ".raw" -> RAW;
            case "lz4", ".lz4" -> LZ4;
            default ->
                throw new IllegalArgumentException(
                        "no such encoding: encoding=" + extension + ", known=.jpg, .jpeg, .png, raw, lz4");
        };
    }
}
