package io.cameo.face;

import io.cameo.image.Image;
import io.cameo.image.PixelFormat;
import java.lang.foreign.MemorySegment;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.jspecify.annotations.Nullable;

/**
 * The image that is being searched, as 8-bit BGR and as OpenCV sees it. Native BGR8 images are looked at in place; others
 * are copied into buffers that are reused. One thread at a time.
 */
final class BgrPixels implements AutoCloseable {
    /** 65535 to 255. */
    private static final double SIXTEEN_TO_EIGHT_BITS = 1 / 257.0;

    private final Mat copied = new Mat();
    private final Mat reduced = new Mat();
    private final Mat converted = new Mat();
    private final Address address = new Address();
    private @Nullable Mat view;

    /** A native address, so that OpenCV can look at memory which Java owns. */
    private static final class Address extends Pointer {
        Address at(MemorySegment segment) {
            address = segment.address();
            return this;
        }
    }

    /**
     * The image as 8UC3; valid until the next call or {@link #release()}.
     *
     * @throws IllegalStateException if the image's memory is gone
     */
    Mat of(Image image) {
        if (!image.pixels().scope().isAlive()) {
            throw new IllegalStateException("image is no longer valid: its codec has moved on, or its memory is gone");
        }
        release();
        Mat pixels = look(image);
        if (image.format().bytesPerSample() == 2) {
            pixels.convertTo(reduced, opencv_core.CV_8U, SIXTEEN_TO_EIGHT_BITS, 0);
            pixels = reduced;
        }
        return switch (image.format().channels()) {
            case 1 -> convert(pixels, opencv_imgproc.COLOR_GRAY2BGR);
            case 4 -> convert(pixels, opencv_imgproc.COLOR_BGRA2BGR);
            default -> pixels;
        };
    }

    /** Forgets the image. */
    void release() {
        Mat last = view;
        view = null;
        if (last != null) {
            last.close();
        }
    }

    private Mat convert(Mat pixels, int code) {
        opencv_imgproc.cvtColor(pixels, converted, code);
        return converted;
    }

    private Mat look(Image image) {
        int type = type(image.format());
        if (image.pixels().isNative()) {
            Mat header =
                    new Mat(image.heightPx(), image.widthPx(), type, address.at(image.pixels()), image.strideBytes());
            view = header;
            return header;
        }
        copied.create(image.heightPx(), image.widthPx(), type);
        MemorySegment target = NativeMemory.of(copied);
        for (int y = 0; y < image.heightPx(); y++) {
            MemorySegment.copy(image.pixels(), y * image.strideBytes(), target, y * image.rowBytes(), image.rowBytes());
        }
        return copied;
    }

    private static int type(PixelFormat format) {
        int depth = format.bytesPerSample() == 1 ? opencv_core.CV_8U : opencv_core.CV_16U;
        return opencv_core.CV_MAKETYPE(depth, format.channels());
    }

    @Override
    public void close() {
        release();
        copied.close();
        reduced.close();
        converted.close();
    }
}
