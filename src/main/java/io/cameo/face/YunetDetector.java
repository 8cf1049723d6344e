package io.cameo.face;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_dnn;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_objdetect.FaceDetectorYN;

/**
 * YuNet, through OpenCV's {@code FaceDetectorYN}.
 *
 * <p>An image whose longer side is above {@link YunetSettings#longestSidePx()} is searched at that size (by area, so that
 * nothing aliases), and what is found is scaled back. If there is nothing, the face may be larger than the network
 * knows: it is looked for again at a half and at a quarter of that size, and the first size with an answer counts.
 *
 * <p>One thread at a time.
 */
public final class YunetDetector extends BgrDetector {
    private static final int SHRINKINGS = 2;
    /**
     * Shorter sides are filled up with black. The network pads to a multiple of 32 itself, but where its coarsest map is
     * then one cell wide OpenCV 4.13 answers from memory that nobody wrote.
     */
    private static final int LEAST_SIDE_PX = 64;

    private static final int SCORE_COLUMN = 14;

    private final YunetSettings settings;
    private final FaceDetectorYN network;
    private final Mat resized = new Mat();
    private final Mat padded = new Mat();
    private final Mat found = new Mat();
    private final Size size = new Size();

    private YunetDetector(YunetSettings settings, FaceDetectorYN network) {
        this.settings = settings;
        this.network = network;
    }

    /**
     * Loads the network from whichever of its published files is there: {@code face_detection_yunet_2023mar.onnx},
     * {@code yunet_s_640_640.onnx} and their siblings.
     *
     * @throws MissingModelException if none is
     * @throws io.cameo.bytes.CorruptDataException if it is not a YuNet that OpenCV can run
     * @throws IOException if it cannot be read
     * @throws IllegalStateException if OpenCV cannot be loaded
     */
    public static YunetDetector open(DetectorModels models, YunetSettings settings) throws IOException {
        DetectorModels.Model model = models.read(ModelFile.YUNET);
        OpenCvFaces.require();
        try (Size some = new Size(LEAST_SIDE_PX, LEAST_SIDE_PX)) {
            FaceDetectorYN network = FaceDetectorYN.create(
                    "onnx",
                    model.bytes(),
                    new byte[0],
                    some,
                    (float) settings.scoreThreshold(),
                    (float) settings.overlapThreshold(),
                    settings.mostBoxes(),
                    opencv_dnn.DNN_BACKEND_OPENCV,
                    opencv_dnn.DNN_TARGET_CPU);
            YunetDetector detector = new YunetDetector(settings, network);
            detector.tryOut();
            return detector;
        } catch (RuntimeException failure) {
            throw model.refused(failure);
        }
    }

    /** A network of another shape loads, and fails only when it runs. */
    private void tryOut() {
        try (Mat black = new Mat(LEAST_SIDE_PX, LEAST_SIDE_PX, opencv_core.CV_8UC3, Scalar.BLACK)) {
            run(black);
        } catch (RuntimeException failure) {
            close();
            throw failure;
        }
    }

    /** What it was opened with. */
    public YunetSettings settings() {
        return settings;
    }

    @Override
    public String name() {
        return DetectorKind.YUNET.text();
    }

    @Override
    List<Face> search(Mat bgr) {
        int sidePx = Math.max(bgr.cols(), bgr.rows());
        int searchedPx = Math.min(sidePx, settings.longestSidePx());
        List<Face> faces = searchAt(bgr, searchedPx);
        for (int i = 0; i < SHRINKINGS && faces.isEmpty() && searchedPx / 2 >= LEAST_SIDE_PX; i++) {
            searchedPx /= 2;
            faces = searchAt(bgr, searchedPx);
        }
        return faces;
    }

    private List<Face> searchAt(Mat bgr, int searchedPx) {
        int sidePx = Math.max(bgr.cols(), bgr.rows());
        if (searchedPx == sidePx) {
            run(bgr);
            return faces(1, 1);
        }
        double part = (double) searchedPx / sidePx;
        size.width(Math.max(1, (int) Math.rint(bgr.cols() * part)));
        size.height(Math.max(1, (int) Math.rint(bgr.rows() * part)));
        opencv_imgproc.resize(bgr, resized, size, 0, 0, opencv_imgproc.INTER_AREA);
        run(resized);
        return faces((double) bgr.cols() / resized.cols(), (double) bgr.rows() / resized.rows());
    }

    private void run(Mat bgr) {
        int right = Math.max(0, LEAST_SIDE_PX - bgr.cols());
        int below = Math.max(0, LEAST_SIDE_PX - bgr.rows());
        Mat searched = bgr;
        if (right > 0 || below > 0) {
            opencv_core.copyMakeBorder(bgr, padded, 0, below, 0, right, opencv_core.BORDER_CONSTANT, Scalar.BLACK);
            searched = padded;
        }
        size.width(searched.cols()).height(searched.rows());
        network.setInputSize(size);
        network.detect(searched, found);
    }

    /** Rows of x, y, width, height, five points as x and y, score; in the pixels of what was searched. */
    private List<Face> faces(double scaleX, double scaleY) {
        if (found.empty()) {
            return List.of();
        }
        int columns = found.cols();
        FloatBuffer values = found.createBuffer();
        List<Face> faces = new ArrayList<>(found.rows());
        for (int i = 0; i < found.rows(); i++) {
            int row = i * columns;
            double[] points = new double[10];
            for (int point = 0; point < 5; point++) {
                points[point] = scaleX * values.get(row + 4 + 2 * point);
                points[point + 5] = scaleY * values.get(row + 5 + 2 * point);
            }
            double left = scaleX * values.get(row);
            double top = scaleY * values.get(row + 1);
            double right = left + scaleX * values.get(row + 2);
            double bottom = top + scaleY * values.get(row + 3);
            faces.add(new Face(
                    new FaceBox(left, top, right, bottom),
                    values.get(row + SCORE_COLUMN),
                    Landmarks5.ofColumns(points),
                    LandmarkKind.SEEN));
        }
        return List.copyOf(faces);
    }

    @Override
    void free() {
        network.close();
        resized.close();
        padded.close();
        found.close();
        size.close();
    }
}
