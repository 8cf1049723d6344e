package io.cameo.convert.matting;

import java.util.Arrays;

/**
 * What stands before the bits of a JPEG as Cameo writes them: baseline, 4:2:0, one scan without restarts.
 *
 * <p>Source: ITU T.81, annex B.
 */
final class JpegHead {
    private static final int MARKER = 0xff;
    private static final int START = 0xd8;
    private static final int BASELINE = 0xc0;
    private static final int TABLES = 0xc4;
    private static final int RESTARTS = 0xdd;
    private static final int SCAN = 0xda;
    private static final int APPLICATION = 0xe0;
    private static final int QUANTIZATION = 0xdb;
    /** In a frame: precision 1 byte, height 2, width 2, then the components. */
    private static final int HEIGHT = 1;

    private static final int WIDTH = 3;
    private static final int BEHIND_SIZE = 5;
    private static final byte[] SAMPLING = {8, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1};
    private static final byte[] SCAN_TABLES = {3, 1, 0x00, 2, 0x11, 3, 0x11, 0, 63, 0};

    private final JpegCode[] dc;
    private final JpegCode[] ac;
    private byte[] bytes = {};
    private int frameAt;

    /**
     * Without a file yet.
     *
     * @param dc takes the codes of DC differences, for luma and chroma
     * @param ac takes those of the other samples
     */
    JpegHead(JpegCode[] dc, JpegCode[] ac) {
        this.dc = dc;
        this.ac = ac;
    }

    /**
     * Takes over the head of a file.
     *
     * @return where the first scan's bits begin; -1 if the file is of another kind, and this holds nothing
     */
    int read(byte[] file) {
        int scan = walk(file);
        if (scan < 0 || !dc[0].isMade() || !dc[1].isMade() || !ac[0].isMade() || !ac[1].isMade()) {
            return -1;
        }
        bytes = Arrays.copyOf(file, scan);
        return scan;
    }

    /** Walks the segments. */
    private int walk(byte[] file) {
        frameAt = -1;
        int at = 2;
        if (file.length < 4 || u16(file, 0) != (MARKER << Byte.SIZE | START)) {
            return -1;
        }
        while (at + 4 <= file.length && (file[at] & 0xff) == MARKER) {
            int marker = file[at + 1] & 0xff;
            int body = at + 4;
            int next = at + 2 + u16(file, at + 2);
            if (next > file.length || next < body) {
                return -1;
            }
            switch (marker) {
                case BASELINE -> {
                    if (!sampled(file, body, next)) {
                        return -1;
                    }
                    frameAt = body;
                }
                case TABLES -> tables(file, body, next);
                case SCAN -> {
                    boolean ours = Arrays.equals(file, body, next, SCAN_TABLES, 0, SCAN_TABLES.length);
                    return ours && frameAt >= 0 ? next : -1;
                }
                default -> {
                    if (marker == RESTARTS || (marker < APPLICATION && marker != QUANTIZATION)) {
                        return -1;
                    }
                }
            }
            at = next;
        }
        return -1;
    }

    private static boolean sampled(byte[] file, int body, int end) {
        return end - body == SAMPLING.length + 4
                && file[body] == SAMPLING[0]
                && Arrays.equals(file, body + 5, end, SAMPLING, 1, SAMPLING.length);
    }

    private void tables(byte[] file, int from, int end) {
        for (int at = from; at < end; ) {
            int kind = file[at] & 0xff;
            JpegCode[] codes = kind >> 4 == 0 ? dc : ac;
            at = codes[kind & 1].read(file, at + 1);
        }
    }

    /** Becomes that of a picture of another size; without its codes. */
    void set(JpegHead other, int widthPx, int heightPx) {
        bytes = other.bytes(widthPx, heightPx);
        frameAt = other.frameAt;
    }

    /** Not to be changed. */
    byte[] bytes() {
        return bytes;
    }

    /** The same for another size. */
    byte[] bytes(int widthPx, int heightPx) {
        byte[] other = bytes.clone();
        other[frameAt + HEIGHT] = (byte) (heightPx >> Byte.SIZE);
        other[frameAt + HEIGHT + 1] = (byte) heightPx;
        other[frameAt + WIDTH] = (byte) (widthPx >> Byte.SIZE);
        other[frameAt + WIDTH + 1] = (byte) widthPx;
        return other;
    }

    int widthPx() {
        return u16(bytes, frameAt + WIDTH);
    }

    int heightPx() {
        return u16(bytes, frameAt + HEIGHT);
    }

    /** Whether both say the same but for the size, so that bits may go from one to the other. */
    boolean isLike(JpegHead other) {
        int behind = frameAt + BEHIND_SIZE;
        return frameAt == other.frameAt
                && Arrays.equals(bytes, 0, frameAt + HEIGHT, other.bytes, 0, frameAt + HEIGHT)
                && Arrays.equals(bytes, behind, bytes.length, other.bytes, behind, other.bytes.length);
    }

    private static int u16(byte[] file, int at) {
        return (file[at] & 0xff) << Byte.SIZE | (file[at + 1] & 0xff);
    }
}
