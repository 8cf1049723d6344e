package io.cameo.image;

import org.jspecify.annotations.Nullable;

/**
 * The markers of a JPEG (ITU T.81, annex B).
 *
 * <pre>
 *   FFD8 | (FF marker length16 payload)* | FFDA header entropy-coded data | ... | FFD9
 * </pre>
 *
 * In entropy-coded data FF is followed by 00 (a data byte FF), by another FF (fill) or by D0..D7 (restart). Thumbnails
 * with their own FFD9 lie inside APP segments, which are skipped by length.
 */
final class JpegStructure {
    private static final int TEM = 0x01;
    private static final int RST0 = 0xd0;
    private static final int RST7 = 0xd7;
    private static final int SOI = 0xd8;
    private static final int EOI = 0xd9;
    private static final int SOS = 0xda;
    private static final int APP1 = 0xe1;
    private static final int SOF0 = 0xc0;
    private static final int SOF1 = 0xc1;
    private static final int DHT = 0xc4;
    private static final int DQT = 0xdb;
    private static final int SOF2 = 0xc2;

    private final Probe probe;
    private int widthPx;
    private int heightPx;
    private int components;
    private int bits;
    private int frameMarker;
    private int orientation = 1;
    private boolean orientationSeen;
    private int scanComponents;
    private long scanOffset = -1;
    private final JpegTables tables;
    private @Nullable String headerFault;

    JpegStructure(Probe probe) {
        this.probe = probe;
        tables = new JpegTables(probe);
    }

    /** Walks the segments up to the first scan. */
    static JpegStructure read(Probe probe) {
        JpegStructure jpeg = new JpegStructure(probe);
        jpeg.look();
        return jpeg;
    }

    /** Walks the segments of what the probe shows now up to the first scan, and forgets what it showed before. */
    void look() {
        widthPx = 0;
        heightPx = 0;
        components = 0;
        bits = 0;
        frameMarker = 0;
        orientation = 1;
        orientationSeen = false;
        scanComponents = 0;
        scanOffset = -1;
        tables.clear();
        headerFault = walkToScan();
    }

    int widthPx() {
        return widthPx;
    }

    int heightPx() {
        return heightPx;
    }

    int components() {
        return components;
    }

    /** As EXIF numbers them, 1 to 8; 1 is upright. */
    int orientation() {
        return orientation;
    }

    /** Whether the frame is baseline or extended DCT with Huffman codes and 8 bits: what every decoder knows. */
    boolean isOrdinary() {
        return bits == 8 && (frameMarker == SOF0 || frameMarker == SOF1);
    }

    /** Whether it has one scan only, and brings along every table that this scan uses. */
    boolean isSelfContained() {
        return isOneScan() && tables.areComplete();
    }

    private boolean isOneScan() {
        return !isProgressive() && scanComponents == components;
    }

    ImageHeader header() {
        return new ImageHeader(ImageKind.JPEG, widthPx, heightPx, components, bits, orientation, isProgressive());
    }

    @Nullable
    String fault() {
        if (headerFault != null) {
            return headerFault;
        }
        long end = probe.size() - 2;
        // FFD9 cannot occur in entropy-coded data. Between scans it could (in a table), hence the walk for those.
        if (isOneScan() && end >= scanOffset && probe.u16be(end) == (0xff00 | EOI)) {
            return null;
        }
        return walkScans();
    }

    private boolean isProgressive() {
        // SOF2, 6, 10, 14: progressive, differential or not, Huffman or arithmetic.
        return frameMarker != 0 && (frameMarker & 3) == (SOF2 & 3);
    }

    private @Nullable String walkToScan() {
        long at = 2;
        while (true) {
            at = nextMarker(at);
            int marker = probe.u8(at);
            if (at < 0 || marker < 0) {
                return cut("before the first scan");
            }
            at++;
            if (marker == TEM || (marker >= RST0 && marker <= RST7)) {
                continue;
            }
            if (marker == SOI || marker == EOI) {
                return "jpeg without a scan: offset=" + (at - 2);
            }
            int length = probe.u16be(at);
            if (length >= 0 && length < 2) {
                return "jpeg segment too short: offset=" + at + ", length=" + length;
            }
            if (length < 0 || !probe.holds(at, length)) {
                return cut("inside a header segment");
            }
            String fault = segment(marker, at + 2, length - 2);
            if (fault != null) {
                return fault;
            }
            at += length;
            if (marker == SOS) {
                scanOffset = at;
                return null;
            }
        }
    }

    private @Nullable String segment(int marker, long offset, int length) {
        if (isFrame(marker)) {
            return frameMarker == 0 ? frame(marker, offset, length) : "jpeg with two frames: offset=" + offset;
        }
        if (marker == APP1 && !orientationSeen && length > 6 && probe.says(offset, "Exif\0\0")) {
            int found = TiffStructure.orientation(new Probe(probe.bytes().asSlice(offset + 6, length - 6)));
            orientationSeen = true;
            orientation = found >= 1 && found <= 8 ? found : 1;
        }
        if (marker == SOS) {
            if (frameMarker == 0) {
                return "jpeg scan before its frame: offset=" + offset;
            }
            scanComponents = length > 0 ? probe.u8(offset) : 0;
            tables.scan(offset, length);
        } else if (marker == DQT) {
            tables.quantization(offset, length);
        } else if (marker == DHT) {
            tables.huffman(offset, length);
        }
        return null;
    }

    private @Nullable String frame(int marker, long offset, int length) {
        if (length < 6) {
            return "jpeg frame too short: offset=" + offset + ", length=" + length;
        }
        frameMarker = marker;
        bits = probe.u8(offset);
        heightPx = probe.u16be(offset + 1);
        widthPx = probe.u16be(offset + 3);
        components = probe.u8(offset + 5);
        tables.frame(offset, length);
        return widthPx == 0 || heightPx == 0 || components == 0
                ? "jpeg without pixels: width=" + widthPx + ", height=" + heightPx + ", channels=" + components
                : null;
    }

    /** SOF0..SOF15 without DHT (C4), JPG (C8) and DAC (CC), which share the range. */
    private static boolean isFrame(int marker) {
        return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
    }

    /** From the first scan to the end of the image, through restarts, further scans and the tables between them. */
    private @Nullable String walkScans() {
        long at = scanOffset;
        while (true) {
            at = nextMarker(at);
            int marker = probe.u8(at);
            if (at < 0 || marker < 0) {
                return cut("no end-of-image marker");
            }
            at++;
            if (marker == TEM || (marker >= RST0 && marker <= RST7)) {
                continue;
            }
            if (marker == EOI) {
                return null;
            }
            if (marker == SOI) {
                return "jpeg cut off by another image: offset=" + (at - 2);
            }
            int length = probe.u16be(at);
            if (length < 2 || !probe.holds(at, length)) {
                return cut("no end-of-image marker");
            }
            at += length;
        }
    }

    /** The offset of the next marker code (the byte after its FFs), or -1; stuffed zeros are not markers. */
    private long nextMarker(long from) {
        long at = from;
        int code = 0;
        while (code == 0) {
            at = probe.nextFf(at);
            code = probe.u8(at);
            while (code == 0xff) {
                at++;
                code = probe.u8(at);
            }
        }
        return code < 0 ? -1 : at;
    }

    private String cut(String where) {
        return "jpeg truncated: " + where + ", bytes=" + probe.size();
    }
}
