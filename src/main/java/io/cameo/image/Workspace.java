package io.cameo.image;

import java.lang.foreign.MemorySegment;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.jspecify.annotations.Nullable;

/**
 * Two native pixel buffers that take turns: an operation reads the image in one and writes the other, so a chain of any
 * length allocates nothing once the buffers have grown. What is published is leased: the next operation ends the lease,
 * and a late reader gets an exception instead of another image's pixels. One thread at a time.
 */
final class Workspace implements AutoCloseable {
    /** 200 million: a little more than the largest camera sensors have; 600 MB a worker in colour. */
    static final long MAX_PIXELS = 200_000_000;

    private final Mat[] buffers = {new Mat(), new Mat()};
    private final Size size = new Size();
    private final Address address = new Address();
    private final Lease lease = new Lease();
    private int holder;
    private @Nullable Image current;
    private @Nullable Mat header;

    /** A native address, so that OpenCV can look at memory which Java owns. */
    private static final class Address extends Pointer {
        Address at(MemorySegment segment) {
            address = segment.address();
            return this;
        }
    }

    /** The buffer that does not hold the image published last. */
    Mat spare() {
        return buffers[1 - holder];
    }

    /**
     * Makes the pixels that were just written to {@link #spare()} the current image.
     *
     * @throws BadImageException if they are of no format that {@link PixelFormat} knows
     */
    Image publish() {
        Mat mat = spare();
        PixelFormat format = OpenCv.format(mat.type());
        if (format == null) {
            throw new BadImageException(
                    "pixel type not supported: depth=" + mat.depth() + ", channels=" + mat.channels());
        }
        holder = 1 - holder;
        int rows = mat.rows();
        long stride = mat.step();
        MemorySegment pixels = lease.renew(mat.data().address(), rows * stride);
        Image image = Image.wrap(pixels, mat.cols(), rows, stride, format);
        current = image;
        return image;
    }

    /** An image of the given shape with any content, for an operation that fills it itself. */
    Image blank(int widthPx, int heightPx, PixelFormat format) {
        spare().create(heightPx, widthPx, OpenCv.type(format));
        return publish();
    }

    /**
     * The image as OpenCV sees it; valid until the next call.
     *
     * @throws IllegalStateException if the image's memory is gone
     */
    Mat matOf(Image image) {
        if (!image.pixels().scope().isAlive()) {
            throw new IllegalStateException("image is no longer valid: its codec has moved on, or its memory is gone");
        }
        if (image == current) {
            return buffers[holder];
        }
        Mat previous = header;
        if (previous != null) {
            previous.close();
        }
        Mat view = image.pixels().isNative()
                ? new Mat(
                        image.heightPx(),
                        image.widthPx(),
                        OpenCv.type(image.format()),
                        address.at(image.pixels()),
                        image.strideBytes())
                : copyOf(image);
        header = view;
        return view;
    }

    /** The image clamped to 8 bits, as imencode itself would do, but without a warning per image; until the next call. */
    Mat eightBitsOf(Image image) {
        Mat mat = matOf(image);
        if (image.format().bytesPerSample() == 1) {
            return mat;
        }
        mat.convertTo(spare(), opencv_core.CV_8U);
        return spare();
    }

    Image resize(Image image, int widthPx, int heightPx, Interpolation interpolation) {
        requireRoom(widthPx, heightPx);
        size.width(widthPx).height(heightPx);
        try {
            opencv_imgproc.resize(matOf(image), spare(), size, 0, 0, interpolation.code());
        } catch (RuntimeException failure) {
            throw new BadImageException(
                    "cannot be resized: image=" + image + ", width=" + widthPx + ", height=" + heightPx, failure);
        }
        return publish();
    }

    /**
     * Refuses an image before memory is taken for it: a header of a hundred bytes may announce any size.
     *
     * @throws BadImageException if it has more pixels than any camera makes
     */
    static void requireRoom(ImageHeader header) {
        if (header.hasSize()) {
            requireRoom(header.widthPx(), header.heightPx());
        }
    }

    static void requireRoom(long widthPx, long heightPx) {
        if (widthPx * heightPx > MAX_PIXELS) {
            throw new BadImageException(
                    "image is too large: limit=" + MAX_PIXELS + " pixels, width=" + widthPx + ", height=" + heightPx);
        }
    }

    Image flip(Image image, int code) {
        opencv_core.flip(matOf(image), spare(), code);
        return publish();
    }

    Image pad(Image image, int top, int bottom, int left, int right, int value) {
        requireRoom((long) image.widthPx() + left + right, (long) image.heightPx() + top + bottom);
        try (Scalar color = new Scalar(value, value, value, value)) {
            opencv_core.copyMakeBorder(
                    matOf(image), spare(), top, bottom, left, right, opencv_core.BORDER_CONSTANT, color);
        }
        return publish();
    }

    /** Another order or number of channels, by OpenCV's number of the conversion. */
    Image recolor(Image image, int code) {
        opencv_imgproc.cvtColor(matOf(image), spare(), code);
        return publish();
    }

    /** BGR or BGRA to gray by OpenCV's weights. */
    Image toGray(Image image) {
        int code = image.format().channels() == 3 ? opencv_imgproc.COLOR_BGR2GRAY : opencv_imgproc.COLOR_BGRA2GRAY;
        return recolor(image, code);
    }

    private static Mat copyOf(Image image) {
        Mat copy = new Mat(image.heightPx(), image.widthPx(), OpenCv.type(image.format()));
        MemorySegment target = MemorySegment.ofBuffer(copy.createBuffer());
        for (int y = 0; y < image.heightPx(); y++) {
            MemorySegment.copy(image.pixels(), y * image.strideBytes(), target, y * image.rowBytes(), image.rowBytes());
        }
        return copy;
    }

    @Override
    public void close() {
        lease.end();
        current = null;
        if (header != null) {
            header.close();
        }
        buffers[0].close();
        buffers[1].close();
        size.close();
    }
}
