package io.cameo.matte;

import io.cameo.bytes.LittleEndian;
import io.cameo.image.PixelFormat;
import java.lang.foreign.MemorySegment;

/**
 * What a coded plane says of itself before anything of it is decoded.
 *
 * @param widthPx of the plane
 * @param heightPx of the plane
 * @param format {@link PixelFormat#GRAY8} or {@link PixelFormat#GRAY16}
 * @param boxXPx where the box begins that holds every sample other than 0
 * @param boxYPx the same, from the top
 * @param boxWidthPx 0 where all samples are 0
 * @param boxHeightPx the same
 * @param full the sample whose runs are coded as runs: the largest of the format, as a rule
 */
public record PlaneHeader(
        int widthPx,
        int heightPx,
        PixelFormat format,
        int boxXPx,
        int boxYPx,
        int boxWidthPx,
        int boxHeightPx,
        int full) {
    /**
     * Reads the header of a coded plane.
     *
     * @throws BadPlaneException if it cannot be one
     */
    public static PlaneHeader of(MemorySegment coded) {
        if (coded.byteSize() < PlaneLayout.HEADER_BYTES) {
            throw new BadPlaneException("coded plane is cut off: bytes=" + coded.byteSize());
        }
        int version = coded.get(LittleEndian.BYTE, 0);
        int bytes = coded.get(LittleEndian.BYTE, PlaneLayout.BYTES);
        if (version != PlaneLayout.VERSION || (bytes != 1 && bytes != 2)) {
            throw new BadPlaneException(
                    "not a coded plane of this version: version=" + version + ", bytes_per_sample=" + bytes);
        }
        PlaneHeader header = new PlaneHeader(
                coded.get(LittleEndian.INT, PlaneLayout.WIDTH),
                coded.get(LittleEndian.INT, PlaneLayout.HEIGHT),
                bytes == 1 ? PixelFormat.GRAY8 : PixelFormat.GRAY16,
                coded.get(LittleEndian.INT, PlaneLayout.BOX_X),
                coded.get(LittleEndian.INT, PlaneLayout.BOX_Y),
                coded.get(LittleEndian.INT, PlaneLayout.BOX_WIDTH),
                coded.get(LittleEndian.INT, PlaneLayout.BOX_HEIGHT),
                Short.toUnsignedInt(coded.get(LittleEndian.SHORT, PlaneLayout.FULL)));
        if (!header.isPossible()) {
            throw new BadPlaneException("coded plane cannot be: header=" + header);
        }
        return header;
    }

    private boolean isPossible() {
        return isSide(widthPx)
                && isSide(heightPx)
                && isWithin(boxXPx, boxWidthPx, widthPx)
                && isWithin(boxYPx, boxHeightPx, heightPx)
                && (boxWidthPx == 0) == (boxHeightPx == 0)
                && full > 0
                && full >>> (8 * format.bytesPerSample()) == 0;
    }

    private static boolean isSide(int sizePx) {
        return sizePx > 0 && sizePx <= PlaneLayout.MOST_SIDE_PX;
    }

    private static boolean isWithin(int from, int sizePx, int allPx) {
        return from >= 0 && sizePx >= 0 && from <= allPx && sizePx <= allPx - from;
    }

    /** Bytes of a row of the decoded plane, without a gap. */
    public long rowBytes() {
        return (long) widthPx * format.bytesPerSample();
    }

    /** Bytes of the decoded plane, rows without gaps. */
    public long planeBytes() {
        return rowBytes() * heightPx;
    }
}
