package io.cameo.face;

import io.cameo.image.Image;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;

/** A detector that OpenCV searches with: what all of them do before and after. One thread at a time. */
abstract sealed class BgrDetector implements FaceDetector permits HaarDetector, MtcnnDetector, YunetDetector {
    private final BgrPixels pixels = new BgrPixels();
    private boolean closed;

    @Override
    public final List<Face> detect(Image image) {
        if (closed) {
            throw new IllegalStateException("detector is closed");
        }
        Mat bgr = pixels.of(image);
        try {
            return search(bgr);
        } finally {
            pixels.release();
        }
    }

    /** Searches the pixels, which are valid during the call. */
    abstract List<Face> search(Mat bgr);

    /** Frees what the detector took; called once. */
    abstract void free();

    @Override
    public final void close() {
        if (!closed) {
            closed = true;
            free();
            pixels.close();
        }
    }
}
