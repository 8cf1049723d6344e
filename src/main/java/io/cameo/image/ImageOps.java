package io.cameo.image;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * OpenCV's operations from one image of the caller into another one of the caller, whose size and format say what is
 * wanted. No buffers in between, no garbage: for those who process images by the million. {@link Transforms} are the
 * comfortable way.
 *
 * <p>All images are in native memory; results go into memory that does not overlap the sources, except where it is said
 * that it may be the same. Bytes between rows are left alone. Not thread-safe: one per thread, though it may move from
 * one thread to another between calls.
 */
public final class ImageOps implements AutoCloseable {
    private static final int MATRIX_SIZE = 6;
    private static final int SCALAR_SIZE = 4;

    private final MatView from = new MatView();
    private final MatView other = new MatView();
    private final MatView to = new MatView();
    private final Size size = new Size();
    private final Scalar fill = new Scalar();
    private final DoublePointer numbers = new DoublePointer(MATRIX_SIZE);
    private final Mat matrix = new Mat(2, 3, opencv_core.CV_64F, numbers);
    private boolean closed;

    private ImageOps() {}

    /**
     * Loads OpenCV unless that has been done.
     *
     * @throws IllegalStateException if OpenCV cannot be loaded; {@link NativeImaging#query()} tells why
     */
    public static ImageOps create() {
        OpenCv.require();
        return new ImageOps();
    }

    /**
     * {@code cv2.resize} of a rectangle of the source to the size of the target.
     *
     * @throws IllegalArgumentException if the rectangle leaves the source, formats differ or {@code how} is not one of
     *     the five fixed methods
     */
    public void resize(Image src, int xPx, int yPx, int widthPx, int heightPx, Image dst, Interpolation how) {
        requireOpen();
        boolean inside = widthPx > 0
                && heightPx > 0
                && xPx >= 0
                && yPx >= 0
                && xPx <= src.widthPx() - widthPx
                && yPx <= src.heightPx() - heightPx;
        if (!inside) {
            throw new IllegalArgumentException("rectangle leaves the image: x=" + xPx + ", y=" + yPx + ", rectangle="
                    + widthPx + "x" + heightPx + ", image=" + src);
        }
        requireSameFormat(src, dst);
        int code = fixed(how);
        size.width(dst.widthPx()).height(dst.heightPx());
        Mat source = from.of(src, xPx, yPx, widthPx, heightPx);
        Mat target = target(dst);
        try {
            opencv_imgproc.resize(source, target, size, 0, 0, code);
        } catch (RuntimeException failure) {
            throw new BadImageException("cannot be resized: image=" + src + ", to=" + dst, failure);
        }
    }

    /**
     * {@code cv2.warpAffine} with a constant border.
     *
     * @param map six numbers, from source to target, row by row
     * @param fillValue of every channel outside of the source
     * @throws IllegalArgumentException as {@link #resize}, or if the map has not six numbers
     */
    public void warpAffine(Image src, double[] map, Image dst, Interpolation how, int fillValue) {
        requireOpen();
        requireSameFormat(src, dst);
        if (map.length != MATRIX_SIZE) {
            throw new IllegalArgumentException("map has not six numbers: found=" + map.length);
        }
        for (int i = 0; i < MATRIX_SIZE; i++) {
            numbers.put(i, map[i]);
        }
        for (int i = 0; i < SCALAR_SIZE; i++) {
            fill.put(i, fillValue);
        }
        int code = fixed(how);
        size.width(dst.widthPx()).height(dst.heightPx());
        Mat source = from.of(src);
        Mat target = target(dst);
        try {
            opencv_imgproc.warpAffine(source, target, matrix, size, code, opencv_core.BORDER_CONSTANT, fill);
        } catch (RuntimeException failure) {
            throw new BadImageException("cannot be warped: image=" + src + ", to=" + dst, failure);
        }
    }

    /** {@code sample * factor + shift}, rounded and clamped, as {@code cv::Mat::convertTo} has it; may be the same image. */
    public void scale(Image src, double factor, double shift, Image dst) {
        requireOpen();
        requireSameSize(src, dst);
        requireSameFormat(src, dst);
        from.of(src).convertTo(target(dst), -1, factor, shift);
    }

    /** {@code src * weight + second * secondWeight}, as {@code cv2.addWeighted}; may be the same image as a source. */
    public void blend(Image src, double weight, Image second, double secondWeight, Image dst) {
        requireOpen();
        requireSameSize(src, dst);
        requireSameSize(second, dst);
        requireSameFormat(src, dst);
        requireSameFormat(second, dst);
        opencv_core.addWeighted(from.of(src), weight, other.of(second), secondWeight, 0, target(dst));
    }

    /** {@code cv2.cvtColor}.
     *
     * @throws IllegalArgumentException if sizes differ or a format is not what the conversion takes or gives */
    public void convert(Image src, ColorConversion conversion, Image dst) {
        requireOpen();
        requireSameSize(src, dst);
        if (src.format() != conversion.from() || dst.format() != conversion.to()) {
            throw new IllegalArgumentException(
                    "conversion does not fit: conversion=" + conversion + ", from=" + src + ", to=" + dst);
        }
        opencv_imgproc.cvtColor(from.of(src), target(dst), conversion.code());
    }

    private Mat target(Image dst) {
        if (dst.pixels().isReadOnly()) {
            throw new IllegalArgumentException("image is read-only: image=" + dst);
        }
        return to.of(dst);
    }

    private static int fixed(Interpolation how) {
        if (how == Interpolation.AUTO || how == Interpolation.RANDOM) {
            throw new IllegalArgumentException("interpolation is not a fixed one: interpolation=" + how);
        }
        return how.code();
    }

    private static void requireSameFormat(Image src, Image dst) {
        if (src.format() != dst.format()) {
            throw new IllegalArgumentException("formats differ: from=" + src + ", to=" + dst);
        }
    }

    private static void requireSameSize(Image src, Image dst) {
        if (src.widthPx() != dst.widthPx() || src.heightPx() != dst.heightPx()) {
            throw new IllegalArgumentException("sizes differ: from=" + src + ", to=" + dst);
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("image operations are closed");
        }
    }

    /** Frees what OpenCV holds; the images are the caller's. Closing twice does nothing. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        from.close();
        other.close();
        to.close();
        matrix.close();
        numbers.close();
        fill.close();
        size.close();
    }
}
