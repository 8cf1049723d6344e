package io.cameo.face;

import java.io.IOException;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Size;
import org.jspecify.annotations.Nullable;

/**
 * Looks for two eyes in the upper part of a face, which it first brings to one size, by the more exact of two cascades,
 * and only where that finds no pair by the other. One thread at a time.
 */
final class EyeFinder implements AutoCloseable {
    private static final int FACE_PX = 240;
    /** The part of the face, from its top, that may hold eyes. */
    private static final double UPPER = 0.6;

    private static final double STEP = 1.05;
    private static final int LEAST_EYE_PX = FACE_PX / 8;
    private static final int MOST_EYE_PX = FACE_PX * 2 / 5;
    /** How far eyes are apart, in face widths. */
    private static final double LEAST_APART = 0.25;

    private static final double MOST_APART = 0.65;
    /** By how much one eye may be higher than the other, in their distance. */
    private static final double MOST_TILT = 0.45;

    private static final int EXACT_NEIGHBOURS = 3;
    private static final int KEEN_NEIGHBOURS = 5;

    private final Cascade exact;
    private final Cascade keen;
    private final Mat upper = new Mat();
    private final Size size = new Size(FACE_PX, (int) (FACE_PX * UPPER));

    private EyeFinder(Cascade exact, Cascade keen) {
        this.exact = exact;
        this.keen = keen;
    }

    static EyeFinder open() throws IOException {
        Cascade exact = new Cascade("haarcascade_eye_tree_eyeglasses");
        try {
            return new EyeFinder(exact, new Cascade("haarcascade_eye"));
        } catch (IOException | RuntimeException failure) {
            exact.close();
            throw failure;
        }
    }

    /** The pair on which most windows agree, in the image's pixels; null if there is none. */
    @Nullable
    EyePair find(Mat grayImage, FaceBox face) {
        int height = (int) (face.heightPx() * UPPER);
        try (Rect place = new Rect((int) face.x1(), (int) face.y1(), (int) face.widthPx(), height);
                Mat part = new Mat(grayImage, place)) {
            opencv_imgproc.resize(part, upper, size, 0, 0, opencv_imgproc.INTER_LINEAR);
        }
        EyePair pair = best(exact, EXACT_NEIGHBOURS, face);
        return pair != null ? pair : best(keen, KEEN_NEIGHBOURS, face);
    }

    private @Nullable EyePair best(Cascade cascade, int leastNeighbours, FaceBox face) {
        int count = cascade.search(upper, STEP, leastNeighbours, LEAST_EYE_PX, MOST_EYE_PX);
        EyePair best = null;
        int mostNeighbours = 0;
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < count; j++) {
                int agreed = Math.min(cascade.neighbours(i), cascade.neighbours(j));
                if (agreed > mostNeighbours && isPair(cascade.box(i), cascade.box(j))) {
                    mostNeighbours = agreed;
                    best = pair(cascade.box(i), cascade.box(j), face);
                }
            }
        }
        return best;
    }

    private static boolean isPair(FaceBox left, FaceBox right) {
        double apart = right.centerX() - left.centerX();
        boolean astride = left.centerX() < FACE_PX / 2.0 && right.centerX() > FACE_PX / 2.0;
        return astride
                && apart >= LEAST_APART * FACE_PX
                && apart <= MOST_APART * FACE_PX
                && Math.abs(right.centerY() - left.centerY()) <= MOST_TILT * apart;
    }

    private static EyePair pair(FaceBox left, FaceBox right, FaceBox face) {
        double scale = face.widthPx() / FACE_PX;
        return new EyePair(
                face.x1() + left.centerX() * scale,
                face.y1() + left.centerY() * scale,
                face.x1() + right.centerX() * scale,
                face.y1() + right.centerY() * scale);
    }

    @Override
    public void close() {
        exact.close();
        keen.close();
        upper.close();
        size.close();
    }
}
