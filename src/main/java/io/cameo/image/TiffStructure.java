package io.cameo.image;

import org.jspecify.annotations.Nullable;

/**
 * The directories of a TIFF, in either byte order; also what EXIF is made of.
 *
 * <pre>
 *   "II" or "MM" | 42 u16 | offset of the first directory u32
 *   directory := count u16 | (tag u16 | type u16 | count u32 | value, or its offset if longer than 4 bytes)* | next u32
 * </pre>
 */
final class TiffStructure {
    private static final int MAGIC = 42;
    private static final int BIG_MAGIC = 43;
    private static final int WIDTH = 256;
    private static final int HEIGHT = 257;
    private static final int BITS = 258;
    private static final int STRIP_OFFSETS = 273;
    private static final int ORIENTATION = 274;
    private static final int SAMPLES = 277;
    private static final int STRIP_BYTES = 279;
    private static final int TILE_OFFSETS = 324;
    private static final int TILE_BYTES = 325;
    private static final int[] TYPE_BYTES = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8};
    private final Probe probe;
    private final boolean big;
    private final boolean littleEndian;
    private long widthPx;
    private long heightPx;
    private long samples = 1;
    private long bits = 1;
    private @Nullable String fault;

    private TiffStructure(Probe probe) {
        this.probe = probe;
        this.littleEndian = probe.says(0, "II");
        this.big = u16(2) == BIG_MAGIC;
    }

    static boolean isTiff(Probe probe) {
        int magic = probe.says(0, "II") ? probe.u16le(2) : probe.says(0, "MM") ? probe.u16be(2) : -1;
        return magic == MAGIC || magic == BIG_MAGIC;
    }

    static TiffStructure read(Probe probe) {
        TiffStructure tiff = new TiffStructure(probe);
        // 64-bit TIFFs are left to the decoder: they only exist for images too large to pack.
        tiff.fault = tiff.big ? null : tiff.walk();
        return tiff;
    }

    /** The orientation tag of the first directory, or -1. Works on an EXIF block. */
    static int orientation(Probe exif) {
        if (!isTiff(exif)) {
            return -1;
        }
        TiffStructure tiff = new TiffStructure(exif);
        long directory = tiff.u32(4);
        int count = tiff.u16(directory);
        for (int i = 0; i < count; i++) {
            long entry = directory + 2 + 12L * i;
            if (tiff.u16(entry) == ORIENTATION) {
                return tiff.u16(entry + 8);
            }
        }
        return -1;
    }

    ImageHeader header() {
        return widthPx == 0
                ? ImageHeader.plain(ImageKind.TIFF, 0, 0, 0, 0)
                : ImageHeader.plain(ImageKind.TIFF, widthPx, heightPx, samples, bits);
    }

    @Nullable
    String fault() {
        return fault;
    }

    private @Nullable String walk() {
        long directory = u32(4);
        long walkedBytes = 0;
        while (directory != 0) {
            int count = u16(directory);
            long directoryBytes = 2 + 12L * count + 4;
            if (count < 0 || !probe.holds(directory, directoryBytes)) {
                return cut("directory outside the file");
            }
            String found = readDirectory(directory, count, walkedBytes == 0);
            if (found != null) {
                return found;
            }
            walkedBytes += directoryBytes;
            if (walkedBytes > probe.size()) {
                return "tiff directories form a loop: offset=" + directory;
            }
            directory = u32(directory + directoryBytes - 4);
        }
        return widthPx <= 0 || heightPx <= 0 ? "tiff without pixels: bytes=" + probe.size() : null;
    }

    private @Nullable String readDirectory(long directory, int count, boolean first) {
        long offsets = -1;
        long sizes = -1;
        for (int i = 0; i < count; i++) {
            long entry = directory + 2 + 12L * i;
            int type = u16(entry + 2);
            long bytes = u32(entry + 4) * (type < TYPE_BYTES.length ? TYPE_BYTES[type] : 1);
            if (bytes > 4 && !probe.holds(u32(entry + 8), bytes)) {
                return cut("value outside the file, tag=" + u16(entry));
            }
            switch (u16(entry)) {
                case WIDTH -> widthPx = first ? element(entry, 0) : widthPx;
                case HEIGHT -> heightPx = first ? element(entry, 0) : heightPx;
                case SAMPLES -> samples = first ? element(entry, 0) : samples;
                case BITS -> bits = first ? element(entry, 0) : bits;
                case STRIP_OFFSETS, TILE_OFFSETS -> offsets = entry;
                case STRIP_BYTES, TILE_BYTES -> sizes = entry;
                default -> {}
            }
        }
        return offsets < 0 || sizes < 0 ? null : checkPieces(offsets, sizes);
    }

    private @Nullable String checkPieces(long offsets, long sizes) {
        long pieces = Math.min(u32(offsets + 4), u32(sizes + 4));
        for (long i = 0; i < pieces; i++) {
            if (!probe.holds(element(offsets, i), element(sizes, i))) {
                return cut("pixels outside the file");
            }
        }
        return null;
    }

    /** One number of an entry's array, or -1. */
    private long element(long entry, long index) {
        int type = u16(entry + 2);
        int width = type >= 0 && type < TYPE_BYTES.length ? TYPE_BYTES[type] : 0;
        long array = u32(entry + 4) * width <= 4 ? entry + 8 : u32(entry + 8);
        return switch (width) {
            case 1 -> probe.u8(array + index);
            case 2 -> u16(array + 2 * index);
            case 4 -> u32(array + 4 * index);
            default -> -1;
        };
    }

    private int u16(long offset) {
        return littleEndian ? probe.u16le(offset) : probe.u16be(offset);
    }

    private long u32(long offset) {
        return littleEndian ? probe.u32le(offset) : probe.u32be(offset);
    }

    private String cut(String where) {
        return "tiff truncated: " + where + ", bytes=" + probe.size();
    }
}
