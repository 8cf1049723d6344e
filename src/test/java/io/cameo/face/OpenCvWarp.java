package io.cameo.face;

import io.cameo.image.Image;
import java.lang.foreign.MemorySegment;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/** The oracle: OpenCV's own {@code warpAffine}. */
final class OpenCvWarp {
    static {
        Loader.load(opencv_imgproc.class);
        opencv_core.setNumThreads(1);
    }

    private OpenCvWarp() {}

    /** The crop's samples without gaps, of a source in native memory. */
    static byte[] run(Image src, double[] matrix, int widthPx, int heightPx) {
        int type = opencv_core.CV_MAKETYPE(opencv_core.CV_8U, src.format().channels());
        try (Mat from = new Mat(src.heightPx(), src.widthPx(), type, new Address(src.pixels()), src.strideBytes());
                Mat to = new Mat();
                DoublePointer numbers = new DoublePointer(matrix);
                Mat map = new Mat(2, 3, opencv_core.CV_64F, numbers, Mat.AUTO_STEP);
                Size size = new Size(widthPx, heightPx);
                Scalar black = new Scalar(0, 0, 0, 0)) {
            opencv_imgproc.warpAffine(
                    from, to, map, size, opencv_imgproc.INTER_LINEAR, opencv_core.BORDER_CONSTANT, black);
            byte[] samples = new byte[widthPx * heightPx * src.format().channels()];
            to.data().get(samples);
            return samples;
        }
    }

    /** Java's memory as OpenCV sees it. */
    private static final class Address extends Pointer {
        Address(MemorySegment segment) {
            address = segment.address();
        }
    }
}
