package io.cameo.face;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Cuts windows out of an image and resizes them, without ever making the window itself: what lies outside the image is
 * black, so a window that hangs far over the edge costs no memory. One thread at a time.
 */
final class Sampler {
    /** OpenCV mixes bytes with weights of 11 bits. */
    private static final int WEIGHT_ONE = 1 << 11;

    private final Taps columns = new Taps();
    private final Taps rows = new Taps();
    private MemorySegment pixels = MemorySegment.NULL;
    private long strideBytes;
    private int widthPx;
    private int heightPx;

    /** Takes the resized window, pixel by pixel. */
    interface Sink {
        void put(int x, int y, float blue, float green, float red);
    }

    /** How a window is resized. */
    enum Way {
        /** OpenCV's {@code INTER_LINEAR} on bytes: results are whole numbers. */
        LINEAR_BYTES,
        /** OpenCV's {@code INTER_LINEAR} on float32. */
        LINEAR,
        /** OpenCV's {@code INTER_AREA} on float32. */
        AREA,
        /** PyTorch's {@code interpolate(mode="area")}. */
        ADAPTIVE
    }

    /** The image to cut from, 8UC3; looked at until the next call or {@link #release()}. */
    void look(Mat bgr) {
        pixels = NativeMemory.of(bgr);
        strideBytes = bgr.step();
        widthPx = bgr.cols();
        heightPx = bgr.rows();
    }

    /** Forgets the image. */
    void release() {
        pixels = MemorySegment.NULL;
        widthPx = 0;
        heightPx = 0;
    }

    /** Whether a window shares a pixel with the image. */
    boolean touches(int left, int top, int windowWidthPx, int windowHeightPx) {
        return windowWidthPx > 0
                && windowHeightPx > 0
                && left < widthPx
                && top < heightPx
                && left + (long) windowWidthPx > 0
                && top + (long) windowHeightPx > 0;
    }

    /** Resizes the window that starts at (left, top), which may lie outside. */
    void cut(
            int left,
            int top,
            int windowWidthPx,
            int windowHeightPx,
            int newWidthPx,
            int newHeightPx,
            Way way,
            Sink sink) {
        switch (way) {
            case LINEAR_BYTES, LINEAR -> {
                columns.linear(windowWidthPx, newWidthPx, true);
                rows.linear(windowHeightPx, newHeightPx, false);
            }
            case AREA -> {
                boolean shrinks = windowWidthPx >= newWidthPx && windowHeightPx >= newHeightPx;
                columns.area(windowWidthPx, newWidthPx, shrinks);
                rows.area(windowHeightPx, newHeightPx, shrinks);
            }
            case ADAPTIVE -> {
                columns.adaptive(windowWidthPx, newWidthPx);
                rows.adaptive(windowHeightPx, newHeightPx);
            }
        }
        if (way == Way.LINEAR_BYTES) {
            mixBytes(left, top, windowWidthPx, windowHeightPx, sink);
        } else {
            mix(left, top, sink);
        }
    }

    private void mix(int left, int top, Sink sink) {
        for (int y = 0; y < rows.size(); y++) {
            for (int x = 0; x < columns.size(); x++) {
                float blue = 0;
                float green = 0;
                float red = 0;
                for (int v = 0; v < rows.count(y); v++) {
                    int row = top + rows.first(y) + v;
                    if (row < 0 || row >= heightPx) {
                        continue;
                    }
                    float rowBlue = 0;
                    float rowGreen = 0;
                    float rowRed = 0;
                    for (int u = 0; u < columns.count(x); u++) {
                        int column = left + columns.first(x) + u;
                        if (column >= 0 && column < widthPx) {
                            long at = row * strideBytes + 3L * column;
                            float weight = columns.weight(x, u);
                            rowBlue += weight * sample(at);
                            rowGreen += weight * sample(at + 1);
                            rowRed += weight * sample(at + 2);
                        }
                    }
                    float weight = rows.weight(y, v);
                    blue += weight * rowBlue;
                    green += weight * rowGreen;
                    red += weight * rowRed;
                }
                sink.put(x, y, blue, green, red);
            }
        }
    }

    /** OpenCV's own steps: sums of 11-bit weights along the row, cut by 4 bits, then along the column, cut by 16 and 2. */
    private void mixBytes(int left, int top, int windowWidthPx, int windowHeightPx, Sink sink) {
        for (int y = 0; y < rows.size(); y++) {
            int upperWeight = weight(1 - rows.part(y));
            int lowerWeight = weight(rows.part(y));
            int upper = top + Math.clamp(rows.low(y), 0, windowHeightPx - 1);
            int lower = top + Math.clamp(rows.low(y) + 1, 0, windowHeightPx - 1);
            for (int x = 0; x < columns.size(); x++) {
                int leftWeight = weight(1 - columns.part(x));
                int rightWeight = weight(columns.part(x));
                int near = left + columns.low(x);
                int far = left + Math.min(columns.low(x) + 1, windowWidthPx - 1);
                float blue = 0;
                float green = 0;
                float red = 0;
                for (int channel = 0; channel < 3; channel++) {
                    int above = at(near, upper, channel) * leftWeight + at(far, upper, channel) * rightWeight;
                    int below = at(near, lower, channel) * leftWeight + at(far, lower, channel) * rightWeight;
                    int sum = ((upperWeight * (above >> 4)) >> 16) + ((lowerWeight * (below >> 4)) >> 16);
                    int value = Math.clamp((sum + 2) >> 2, 0, 255);
                    switch (channel) {
                        case 0 -> blue = value;
                        case 1 -> green = value;
                        default -> red = value;
                    }
                }
                sink.put(x, y, blue, green, red);
            }
        }
    }

    private static int weight(float part) {
        return (int) Math.rint(part * WEIGHT_ONE);
    }

    private int at(int x, int y, int channel) {
        boolean isInside = x >= 0 && y >= 0 && x < widthPx && y < heightPx;
        return isInside ? sample(y * strideBytes + 3L * x + channel) : 0;
    }

    private int sample(long offsetBytes) {
        return Byte.toUnsignedInt(pixels.get(ValueLayout.JAVA_BYTE, offsetBytes));
    }
}
