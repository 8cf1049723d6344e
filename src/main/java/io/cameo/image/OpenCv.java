package io.cameo.image;

import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.jspecify.annotations.Nullable;

/** Loads OpenCV once, on first use, and holds the translation of its type numbers. */
final class OpenCv {
    private static boolean loaded;

    private OpenCv() {}

    /** Loads OpenCV unless that has been done; why it cannot be loaded, or null. */
    static synchronized @Nullable Throwable failure() {
        if (loaded) {
            return null;
        }
        try {
            Loader.load(opencv_imgproc.class);
            Loader.load(opencv_imgcodecs.class);
            // Threads belong to the pipeline: OpenCV's own pool would fight it for the same cores.
            opencv_core.setNumThreads(1);
            loaded = true;
            return null;
        } catch (LinkageError | RuntimeException failure) {
            return failure;
        }
    }

    /**
     * Loads OpenCV unless that has been done.
     *
     * @throws IllegalStateException if the native library cannot be loaded
     */
    static void require() {
        Throwable failure = failure();
        if (failure != null) {
            throw new IllegalStateException("opencv cannot be loaded: " + reason(failure), failure);
        }
    }

    static String reason(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getClass().getSimpleName() + ", " + root.getMessage();
    }

    /** The pixel format of an OpenCV type number, or null if no image of ours looks like that. */
    static @Nullable PixelFormat format(int type) {
        return switch (type) {
            case TYPE_8UC1 -> PixelFormat.GRAY8;
            case TYPE_8UC3 -> PixelFormat.BGR8;
            case TYPE_8UC4 -> PixelFormat.BGRA8;
            case TYPE_16UC1 -> PixelFormat.GRAY16;
            case TYPE_16UC3 -> PixelFormat.BGR16;
            case TYPE_16UC4 -> PixelFormat.BGRA16;
            default -> null;
        };
    }

    static int type(PixelFormat format) {
        return switch (format) {
            case GRAY8 -> TYPE_8UC1;
            case BGR8 -> TYPE_8UC3;
            case BGRA8 -> TYPE_8UC4;
            case GRAY16 -> TYPE_16UC1;
            case BGR16 -> TYPE_16UC3;
            case BGRA16 -> TYPE_16UC4;
        };
    }

    // depth | (channels - 1) << 3, with depth 0 for 8 and 2 for 16 bits unsigned. Written out because OpenCV's own
    // constants live in a class whose loading needs the native library.
    private static final int TYPE_8UC1 = 0;
    private static final int TYPE_8UC3 = 2 << 3;
    private static final int TYPE_8UC4 = 3 << 3;
    private static final int TYPE_16UC1 = 2;
    private static final int TYPE_16UC3 = 2 | 2 << 3;
    private static final int TYPE_16UC4 = 2 | 3 << 3;
}
