package io.cameo.face;

import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_objdetect;

/** Loads the parts of OpenCV that detect, once, on first use. */
final class OpenCvFaces {
    private static boolean loaded;

    private OpenCvFaces() {}

    /**
     * Loads OpenCV's {@code objdetect}, and with it {@code dnn} and {@code imgproc}, unless that has been done.
     *
     * @throws IllegalStateException if the native library cannot be loaded
     */
    static synchronized void require() {
        if (loaded) {
            return;
        }
        try {
            Loader.load(opencv_objdetect.class);
            // Threads belong to the pipeline; and cascades on several threads give their windows in any order.
            opencv_core.setNumThreads(1);
            loaded = true;
        } catch (LinkageError | RuntimeException failure) {
            throw new IllegalStateException("opencv cannot be loaded: " + failure, failure);
        }
    }

    /** What OpenCV said, without the lines that follow. */
    static String firstLine(RuntimeException failure) {
        String text = String.valueOf(failure.getMessage()).strip();
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }
}
