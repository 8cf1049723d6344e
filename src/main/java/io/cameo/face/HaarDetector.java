package io.cameo.face;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.jspecify.annotations.Nullable;

/**
 * Viola and Jones' cascades (2001), which OpenCV carries: no model file is needed. Finds upright frontal faces, and in
 * each the two eyes; nose and mouth are not looked for. Landmarks are therefore {@link LandmarkKind#FROM_EYES}, or absent
 * where the eyes were not both found: approximate, for a first look and for drawn portraits, not for a training set.
 *
 * <p>An image whose longer side is above 1024 pixels is searched at that size. One thread at a time.
 */
public final class HaarDetector extends BgrDetector {
    private static final int LONGEST_SIDE_PX = 1024;
    private static final int LEAST_FACE_PX = 30;
    private static final double FACE_STEP = 1.1;
    private static final int FACE_NEIGHBOURS = 3;

    private final Cascade faceCascade;
    private final EyeFinder eyes;
    private final Mat gray = new Mat();
    private final Mat resized = new Mat();
    private final Mat even = new Mat();
    private final Size size = new Size();

    private HaarDetector(Cascade faceCascade, EyeFinder eyes) {
        this.faceCascade = faceCascade;
        this.eyes = eyes;
    }

    /**
     * Loads the cascades.
     *
     * @throws IOException if OpenCV's jar does not carry them
     * @throws IllegalStateException if OpenCV cannot be loaded
     */
    public static HaarDetector open() throws IOException {
        OpenCvFaces.require();
        Cascade faces = new Cascade("haarcascade_frontalface_alt2");
        try {
            return new HaarDetector(faces, EyeFinder.open());
        } catch (IOException | RuntimeException failure) {
            faces.close();
            throw failure;
        }
    }

    @Override
    public String name() {
        return DetectorKind.HAAR.text();
    }

    @Override
    List<Face> search(Mat bgr) {
        opencv_imgproc.cvtColor(bgr, gray, opencv_imgproc.COLOR_BGR2GRAY);
        double scale = Math.max(1, (double) Math.max(gray.cols(), gray.rows()) / LONGEST_SIDE_PX);
        size.width(Math.max(1, (int) Math.rint(gray.cols() / scale)));
        size.height(Math.max(1, (int) Math.rint(gray.rows() / scale)));
        opencv_imgproc.resize(gray, resized, size, 0, 0, opencv_imgproc.INTER_AREA);
        opencv_imgproc.equalizeHist(resized, even);
        int mostPx = Math.min(even.cols(), even.rows());
        if (mostPx < LEAST_FACE_PX) {
            return List.of();
        }
        int count = faceCascade.search(even, FACE_STEP, FACE_NEIGHBOURS, LEAST_FACE_PX, mostPx);
        List<Face> faces = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            FaceBox box = faceCascade.box(i);
            EyePair pair = eyes.find(resized, box);
            faces.add(face(box, faceCascade.neighbours(i), pair, scale));
        }
        faces.sort(Comparator.comparingDouble(Face::score).reversed());
        return List.copyOf(faces);
    }

    private static Face face(FaceBox found, double score, @Nullable EyePair eyes, double scale) {
        FaceBox box = new FaceBox(found.x1() * scale, found.y1() * scale, found.x2() * scale, found.y2() * scale);
        if (eyes == null) {
            return new Face(box, score, null, LandmarkKind.NONE);
        }
        EyePair pair =
                new EyePair(eyes.leftX() * scale, eyes.leftY() * scale, eyes.rightX() * scale, eyes.rightY() * scale);
        return new Face(box, score, pair.landmarks(), LandmarkKind.FROM_EYES);
    }

    @Override
    void free() {
        faceCascade.close();
        eyes.close();
        gray.close();
        resized.close();
        even.close();
        size.close();
    }
}
