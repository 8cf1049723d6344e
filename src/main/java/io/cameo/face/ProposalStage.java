package io.cameo.face;

import static io.cameo.face.Candidates.OFFSETS;
import static io.cameo.face.Candidates.SCORE;

import io.cameo.face.MtcnnProfile.Dialect;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_dnn;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Range;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * The first network, over a pyramid of smaller and smaller images. It looks at a large image in tiles, which overlap by
 * as much as the network sees, so that memory stays bounded and the answers are those of the whole.
 */
final class ProposalStage implements AutoCloseable {
    private static final double OVERLAP_IN_SCALE = 0.5;
    private static final double OVERLAP_IN_ALL = 0.7;
    private static final double SCALE_OF_PIXELS = 0.0078125;
    private static final double MEAN_OF_PIXELS = 127.5;
    /** Cells of a tile's side: 266 pixels. Its layers stay in the processor's cache, which a whole image's do not. */
    private static final int TILE_CELLS = 128;

    private final CaffeNet net;
    private final MtcnnProfile profile;
    private final MtcnnGeometry geometry;
    private final Sampler sampler;
    private final Suppression suppression = new Suppression();
    private final Candidates atScale = new Candidates();
    private final Mat scaled = new Mat();
    private final Mat onSide = new Mat();
    private final Mat blob = new Mat();
    private final Size size = new Size();
    private final Size keepSize = new Size();
    private final Scalar mean = new Scalar(MEAN_OF_PIXELS, MEAN_OF_PIXELS, MEAN_OF_PIXELS, 0);
    private final List<Step> steps = new ArrayList<>();

    /** What one step of the pyramid gave: cells that passed, and boxes that were left of them. */
    record Step(double scale, int widthPx, int heightPx, int passed, int left) {}

    ProposalStage(CaffeNet net, MtcnnProfile profile, MtcnnGeometry geometry, Sampler sampler) {
        this.net = net;
        this.profile = profile;
        this.geometry = geometry;
        this.sampler = sampler;
    }

    /** The pyramid of the last image. */
    List<Step> steps() {
        return List.copyOf(steps);
    }

    /**
     * Fills in the boxes that may hold a face, squared and rounded.
     *
     * @param bgr 8UC3, the image that the sampler looks at
     */
    void propose(Mat bgr, Candidates boxes) {
        boxes.clear();
        steps.clear();
        for (double scale : geometry.scales(profile, bgr.cols(), bgr.rows())) {
            atScale.clear();
            resize(bgr, geometry.scaled(bgr.cols(), scale), geometry.scaled(bgr.rows(), scale));
            opencv_core.transpose(scaled, onSide);
            lookInTiles(scale);
            int passed = atScale.count();
            geometry.suppress(suppression, atScale, OVERLAP_IN_SCALE);
            steps.add(new Step(scale, scaled.cols(), scaled.rows(), passed, atScale.count()));
            boxes.addAll(atScale);
        }
        geometry.suppress(suppression, boxes, OVERLAP_IN_ALL);
        geometry.refineProposals(boxes);
        geometry.square(boxes);
    }

    private void resize(Mat bgr, int widthPx, int heightPx) {
        if (profile.dialect() == Dialect.FACENET_PYTORCH) {
            scaled.create(heightPx, widthPx, opencv_core.CV_32FC3);
            FloatBuffer values = scaled.createBuffer();
            sampler.cut(
                    0, 0, bgr.cols(), bgr.rows(), widthPx, heightPx, Sampler.Way.ADAPTIVE, (x, y, blue, green, red) -> {
                        int at = 3 * (y * widthPx + x);
                        values.put(at, blue);
                        values.put(at + 1, green);
                        values.put(at + 2, red);
                    });
            return;
        }
        size.width(widthPx).height(heightPx);
        int interpolation =
                profile.dialect() == Dialect.FACENET ? opencv_imgproc.INTER_AREA : opencv_imgproc.INTER_LINEAR;
        opencv_imgproc.resize(bgr, scaled, size, 0, 0, interpolation);
    }

    private void lookInTiles(double scale) {
        int columns = cells(scaled.cols());
        int rows = cells(scaled.rows());
        for (int row = 0; row < rows; row += TILE_CELLS) {
            for (int column = 0; column < columns; column += TILE_CELLS) {
                int across = tilePx(column, columns, scaled.cols());
                int down = tilePx(row, rows, scaled.rows());
                try (Range alongX = new Range(2 * column, 2 * column + across);
                        Range alongY = new Range(2 * row, 2 * row + down);
                        Mat tile = onSide.apply(alongX, alongY)) {
                    opencv_dnn.blobFromImage(
                            tile, blob, SCALE_OF_PIXELS, keepSize, mean, true, false, opencv_core.CV_32F);
                }
                net.run(blob);
                collect(column, row, scale);
            }
        }
    }

    /** Answers for so many pixels: a window of 12 at every second pixel, the last one up to a pixel over the edge. */
    private static int cells(int px) {
        return (px - 1) / 2 - 4;
    }

    private static int tilePx(int firstCell, int cells, int wholePx) {
        boolean isLast = cells - firstCell <= TILE_CELLS;
        return isLast ? wholePx - 2 * firstCell : 2 * (TILE_CELLS - 1) + MtcnnGeometry.WINDOW_PX;
    }

    private void collect(int firstColumn, int firstRow, double scale) {
        // The map lies on its side, as its input does.
        int columns = net.outputSize(1, 2);
        int rows = net.outputSize(1, 3);
        int plane = columns * rows;
        FloatBuffer offsets = net.output(0);
        FloatBuffer probabilities = net.output(1);
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < columns; x++) {
                int at = x * rows + y;
                float probability = probabilities.get(plane + at);
                if (geometry.passes(probability, profile.pThreshold())) {
                    int index = atScale.add();
                    geometry.place(atScale, index, firstColumn + x, firstRow + y, scale);
                    atScale.set(index, SCORE, probability);
                    for (int i = 0; i < 4; i++) {
                        atScale.set(index, OFFSETS + i, offsets.get(i * plane + at));
                    }
                }
            }
        }
    }

    @Override
    public void close() {
        scaled.close();
        onSide.close();
        blob.close();
        size.close();
        keepSize.close();
        mean.close();
        net.close();
    }
}
