package io.cameo.convert.matting;

import io.cameo.image.Image;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * A matte or mask as 8-bit values, as Pillow's {@code convert("L")} makes them: gray as it is, colours to luma, the alpha
 * channel dropped; but of 16 bits the upper 8 are taken. One thread; reused.
 */
final class MattePlane {
    private static final int OPAQUE = 255;
    private static final int LUMA_RED = 19595;
    private static final int LUMA_GREEN = 38470;
    private static final int LUMA_BLUE = 7471;
    private static final int LUMA_HALF = 0x8000;

    private byte[] values = {};
    private byte[] row = {};
    private int widthPx;
    private int heightPx;
    private boolean opaque;

    /** Loads the colours of an image. */
    void loadColors(Image image) {
        load(image, false);
    }

    /** Loads the fourth channel of an image, which must have one. */
    void loadAlpha(Image image) {
        load(image, true);
    }

    private void load(Image image, boolean alpha) {
        widthPx = image.widthPx();
        heightPx = image.heightPx();
        opaque = true;
        if (values.length < pixels()) {
            values = new byte[pixels()];
        }
        int channels = image.format().channels();
        int step = image.format().bytesPerSample();
        int rowBytes = Math.toIntExact(image.rowBytes());
        if (row.length < rowBytes) {
            row = new byte[rowBytes];
        }
        boolean plain = channels == 1 && step == 1;
        for (int y = 0; y < heightPx; y++) {
            byte[] target = plain ? values : row;
            int at = plain ? y * widthPx : 0;
            MemorySegment.copy(image.pixels(), ValueLayout.JAVA_BYTE, y * image.strideBytes(), target, at, rowBytes);
            if (!plain) {
                convertRow(y * widthPx, channels, step, alpha);
            }
        }
    }

    private void convertRow(int at, int channels, int step, boolean alpha) {
        int pixelBytes = channels * step;
        int high = step - 1; // the machine is little-endian
        for (int x = 0; x < widthPx; x++) {
            int from = x * pixelBytes + high;
            int value = row[from] & 0xff;
            if (channels >= 3) {
                int green = row[from + step] & 0xff;
                int red = row[from + 2 * step] & 0xff;
                value = (red * LUMA_RED + green * LUMA_GREEN + value * LUMA_BLUE + LUMA_HALF) >> 16;
            }
            if (channels == 4) {
                int fourth = row[from + 3 * step] & 0xff;
                opaque &= fourth == OPAQUE;
                value = alpha ? fourth : value;
            }
            values[at + x] = (byte) value;
        }
    }

    int widthPx() {
        return widthPx;
    }

    int heightPx() {
        return heightPx;
    }

    int pixels() {
        return Math.multiplyExact(widthPx, heightPx);
    }

    /** Rows from the top without gaps; only the first {@link #pixels()} count. */
    byte[] values() {
        return values;
    }

    /** Whether there is no alpha channel, or it is 255 everywhere. */
    boolean isOpaque() {
        return opaque;
    }
}
