package io.cameo.face;

import static io.cameo.face.Candidates.OFFSETS;
import static io.cameo.face.Candidates.POINTS;
import static io.cameo.face.Candidates.SCORE;

import java.nio.FloatBuffer;

/** The second or the third network: looks at the window of each candidate, and keeps those that pass. */
final class WindowStage implements AutoCloseable {
    private final CaffeNet net;
    private final MtcnnGeometry geometry;
    private final Sampler sampler;
    private final Batch batch;
    private final float threshold;
    private final boolean findsPoints;
    private int[] passed = new int[0];

    /**
     * @param net answers offsets, probabilities and, if it finds them, points
     * @param batch says the windows' size and how many of them the network sees at a time
     */
    WindowStage(
            CaffeNet net, MtcnnGeometry geometry, Sampler sampler, Batch batch, double threshold, boolean findsPoints) {
        this.net = net;
        this.geometry = geometry;
        this.sampler = sampler;
        this.batch = batch;
        this.threshold = (float) threshold;
        this.findsPoints = findsPoints;
    }

    /** Judges all candidates of an image; sets score, offsets and points of those that it keeps, in their order. */
    void judge(Candidates boxes, int widthPx, int heightPx) {
        if (passed.length < boxes.count()) {
            passed = new int[boxes.count()];
        }
        int[] inBatch = new int[batch.most()];
        int waiting = 0;
        int kept = 0;
        for (int i = 0; i < boxes.count(); i++) {
            MtcnnGeometry.Window window = geometry.window(boxes, i, widthPx, heightPx);
            // The originals fail on a box that lies wholly outside; there is nothing in it to judge.
            if (!sampler.touches(window.left(), window.top(), window.widthPx(), window.heightPx())) {
                continue;
            }
            sampler.cut(
                    window.left(),
                    window.top(),
                    window.widthPx(),
                    window.heightPx(),
                    batch.sidePx(),
                    batch.sidePx(),
                    geometry.way(batch.sidePx()),
                    batch.into(waiting, 0));
            geometry.clip(boxes, i, widthPx, heightPx);
            inBatch[waiting++] = i;
            if (waiting == batch.most()) {
                kept = run(boxes, inBatch, waiting, kept);
                waiting = 0;
            }
        }
        kept = waiting == 0 ? kept : run(boxes, inBatch, waiting, kept);
        boxes.keep(passed, kept);
    }

    private int run(Candidates boxes, int[] inBatch, int count, int keptBefore) {
        net.run(batch.first(count));
        FloatBuffer offsets = net.output(0);
        FloatBuffer probabilities = net.output(1);
        int kept = keptBefore;
        for (int i = 0; i < count; i++) {
            float probability = probabilities.get(2 * i + 1);
            if (!(probability > threshold)) {
                continue;
            }
            int box = inBatch[i];
            boxes.set(box, SCORE, probability);
            copy(offsets, 4 * i, boxes, box, OFFSETS, 4);
            if (findsPoints) {
                copy(net.output(2), 10 * i, boxes, box, POINTS, 10);
            }
            passed[kept++] = box;
        }
        return kept;
    }

    private static void copy(FloatBuffer from, int start, Candidates boxes, int box, int field, int count) {
        for (int i = 0; i < count; i++) {
            boxes.set(box, field + i, from.get(start + i));
        }
    }

    @Override
    public void close() {
        batch.close();
        net.close();
    }
}
