package io.cameo.face;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.jspecify.annotations.Nullable;

/**
 * Native memory for a number of windows as a network takes them: float32 NCHW, colours as R, G, B, and <em>lying on
 * their side</em>, because the published weights were trained on images whose rows and columns are exchanged (Matlab's
 * order). One thread at a time.
 */
final class Batch implements AutoCloseable {
    private static final float MEAN = 127.5f;
    private static final float SCALE = 0.0078125f;

    private final int sidePx;
    private final int channels;
    private final FloatPointer memory;
    private final FloatBuffer values;
    private final @Nullable Mat[] headers;

    /**
     * @param most the largest number of windows
     * @param channels three times the number of patches in a window
     */
    Batch(int most, int channels, int sidePx) {
        this.sidePx = sidePx;
        this.channels = channels;
        memory = new FloatPointer((long) most * channels * sidePx * sidePx);
        values = memory.asBuffer();
        headers = new Mat[most];
    }

    int most() {
        return headers.length;
    }

    int sidePx() {
        return sidePx;
    }

    /** Takes the pixels of one patch of one window. */
    Sampler.Sink into(int window, int patch) {
        int plane = sidePx * sidePx;
        int start = (window * channels + 3 * patch) * plane;
        return (x, y, blue, green, red) -> {
            int at = start + x * sidePx + y;
            values.put(at, (red - MEAN) * SCALE);
            values.put(at + plane, (green - MEAN) * SCALE);
            values.put(at + 2 * plane, (blue - MEAN) * SCALE);
        };
    }

    /** The first windows as a network's input. */
    Mat first(int count) {
        Mat header = headers[count - 1];
        if (header == null) {
            header = new Mat(new int[] {count, channels, sidePx, sidePx}, opencv_core.CV_32F, memory);
            headers[count - 1] = header;
        }
        return header;
    }

    @Override
    public void close() {
        for (Mat header : headers) {
            if (header != null) {
                header.close();
            }
        }
        memory.close();
    }
}
