package io.cameo.face;

import static io.cameo.face.Candidates.OFFSETS;
import static io.cameo.face.Candidates.X1;
import static io.cameo.face.Candidates.X2;
import static io.cameo.face.Candidates.Y1;
import static io.cameo.face.Candidates.Y2;

import io.cameo.face.MtcnnProfile.Dialect;
import java.util.ArrayList;
import java.util.List;

/**
 * What the dialects do differently with boxes. Sources: deepinsight/insightface deploy/mtcnn_detector.py (until 2021-06),
 * davidsandberg/facenet src/align/detect_face.py, timesler/facenet-pytorch models/utils/detect_face.py.
 */
final class MtcnnGeometry {
    /** The window of the first network. */
    static final int WINDOW_PX = 12;

    private final Dialect dialect;

    MtcnnGeometry(Dialect dialect) {
        this.dialect = dialect;
    }

    /** Where a window of the source image lies that is to be cut out, and how large it is. */
    record Window(int left, int top, int widthPx, int heightPx) {}

    /** The sizes, relative to the image, at which the first network looks; empty if the image is too small. */
    List<Double> scales(MtcnnProfile profile, int widthPx, int heightPx) {
        List<Double> scales = new ArrayList<>();
        double first = WINDOW_PX / profile.minFacePx();
        double shorter = Math.min(widthPx, heightPx) * first;
        double scale = first;
        while (dialect == Dialect.INSIGHTFACE ? shorter > WINDOW_PX : shorter >= WINDOW_PX) {
            scales.add(scale);
            shorter *= profile.pyramidFactor();
            scale = dialect == Dialect.FACENET_PYTORCH
                    ? scale * profile.pyramidFactor()
                    : first * Math.pow(profile.pyramidFactor(), scales.size());
        }
        return scales;
    }

    /** A side of the image at a scale. */
    int scaled(int sidePx, double scale) {
        return dialect == Dialect.FACENET_PYTORCH ? (int) (sidePx * scale + 1) : (int) Math.ceil(sidePx * scale);
    }

    /** Whether a probability of the first network passes. Those of the others must always be greater. */
    boolean passes(float probability, double threshold) {
        // The originals compare as float32.
        float least = (float) threshold;
        return dialect == Dialect.INSIGHTFACE ? probability > least : probability >= least;
    }

    /** Sets a box to the window of a cell of the first network's map. */
    void place(Candidates boxes, int index, int cellX, int cellY, double scale) {
        boxes.set(index, X1, corner(2 * cellX + 1, scale));
        boxes.set(index, Y1, corner(2 * cellY + 1, scale));
        int side = dialect == Dialect.INSIGHTFACE ? WINDOW_PX : WINDOW_PX - 1;
        boxes.set(index, X2, corner(2 * cellX + 1 + side, scale));
        boxes.set(index, Y2, corner(2 * cellY + 1 + side, scale));
    }

    private double corner(int scaledPx, double scale) {
        return switch (dialect) {
            case INSIGHTFACE -> Math.rint(scaledPx / scale);
            case FACENET -> Math.floor(scaledPx / scale);
            case FACENET_PYTORCH -> Math.floor(scaledPx / (float) scale);
        };
    }

    /** Moves boxes by the offsets of the first network. */
    void refineProposals(Candidates boxes) {
        move(boxes, dialect == Dialect.INSIGHTFACE ? 1 : 0);
    }

    /** Moves boxes by the offsets of the second or third network. */
    void calibrate(Candidates boxes) {
        move(boxes, 1);
    }

    private static void move(Candidates boxes, double pixelPx) {
        for (int i = 0; i < boxes.count(); i++) {
            double width = boxes.get(i, X2) - boxes.get(i, X1) + pixelPx;
            double height = boxes.get(i, Y2) - boxes.get(i, Y1) + pixelPx;
            boxes.set(i, X1, boxes.get(i, X1) + width * boxes.get(i, OFFSETS));
            boxes.set(i, Y1, boxes.get(i, Y1) + height * boxes.get(i, OFFSETS + 1));
            boxes.set(i, X2, boxes.get(i, X2) + width * boxes.get(i, OFFSETS + 2));
            boxes.set(i, Y2, boxes.get(i, Y2) + height * boxes.get(i, OFFSETS + 3));
        }
    }

    /** Makes boxes square about their centre, and rounds them. */
    void square(Candidates boxes) {
        double pixelPx = dialect == Dialect.INSIGHTFACE ? 1 : 0;
        for (int i = 0; i < boxes.count(); i++) {
            double width = boxes.get(i, X2) - boxes.get(i, X1) + pixelPx;
            double height = boxes.get(i, Y2) - boxes.get(i, Y1) + pixelPx;
            double side = Math.max(width, height);
            double left = boxes.get(i, X1) + width * 0.5 - side * 0.5;
            double top = boxes.get(i, Y1) + height * 0.5 - side * 0.5;
            boxes.set(i, X1, round(left));
            boxes.set(i, Y1, round(top));
            boxes.set(i, X2, round(left + side - pixelPx));
            boxes.set(i, Y2, round(top + side - pixelPx));
        }
    }

    private double round(double value) {
        return switch (dialect) {
            case INSIGHTFACE -> Math.rint(value);
            case FACENET -> toZero(value);
            case FACENET_PYTORCH -> value;
        };
    }

    /** What is cut out for a box. */
    Window window(Candidates boxes, int index, int widthPx, int heightPx) {
        int x1 = (int) boxes.get(index, X1);
        int y1 = (int) boxes.get(index, Y1);
        int x2 = (int) boxes.get(index, X2);
        int y2 = (int) boxes.get(index, Y2);
        return switch (dialect) {
            case INSIGHTFACE -> new Window(x1, y1, x2 - x1 + 1, y2 - y1 + 1);
            // Its pixels count from 1.
            case FACENET -> new Window(x1 - 1, y1 - 1, x2 - x1 + 1, y2 - y1 + 1);
            case FACENET_PYTORCH -> {
                int left = Math.max(1, x1) - 1;
                int top = Math.max(1, y1) - 1;
                yield new Window(left, top, Math.min(widthPx, x2) - left, Math.min(heightPx, y2) - top);
            }
        };
    }

    /** What cutting does to the box itself: InsightFace's {@code pad} clips it in place, and all later steps use that. */
    void clip(Candidates boxes, int index, int widthPx, int heightPx) {
        if (dialect == Dialect.INSIGHTFACE) {
            boxes.set(index, X2, Math.min(boxes.get(index, X2), widthPx - 1));
            boxes.set(index, Y2, Math.min(boxes.get(index, Y2), heightPx - 1));
            boxes.set(index, X1, Math.max(boxes.get(index, X1), 0));
            boxes.set(index, Y1, Math.max(boxes.get(index, Y1), 0));
        }
    }

    /** How windows for the second network (24 pixels) and the third (48) are resized. */
    Sampler.Way way(int sidePx) {
        return switch (dialect) {
            case INSIGHTFACE -> sidePx == 24 ? Sampler.Way.LINEAR_BYTES : Sampler.Way.LINEAR;
            case FACENET -> Sampler.Way.AREA;
            case FACENET_PYTORCH -> Sampler.Way.ADAPTIVE;
        };
    }

    /** What must be subtracted from landmarks. */
    double firstPixel() {
        return dialect == Dialect.INSIGHTFACE ? 0 : 1;
    }

    /** Thins out by the overlap with the union. */
    void suppress(Suppression suppression, Candidates boxes, double threshold) {
        boolean torch = dialect == Dialect.FACENET_PYTORCH;
        suppression.apply(boxes, threshold, Suppression.Measure.UNION, torch ? 0 : 1, torch);
    }

    /** Towards zero, as {@code numpy.fix}. */
    static double toZero(double value) {
        return value < 0 ? Math.ceil(value) : Math.floor(value);
    }
}
