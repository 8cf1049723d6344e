package io.cameo.face;

import static io.cameo.face.Candidates.POINTS;
import static io.cameo.face.Candidates.X1;
import static io.cameo.face.Candidates.X2;
import static io.cameo.face.Candidates.Y1;
import static io.cameo.face.Candidates.Y2;

import java.nio.FloatBuffer;

/** The fourth network: moves each point within a patch around it. The points it gives are whole pixels. */
final class LandmarkStage implements AutoCloseable {
    private static final int POINT_COUNT = 5;
    /** A patch's side, in box sides. */
    private static final double PATCH = 0.25;
    /** No point moves further than this from the patch's centre, in patch sides: then both of its offsets are dropped. */
    private static final double FURTHEST = 0.35;

    private final CaffeNet net;
    private final Sampler sampler;
    private final Batch batch;

    LandmarkStage(CaffeNet net, Sampler sampler, Batch batch) {
        this.net = net;
        this.sampler = sampler;
        this.batch = batch;
    }

    /** Replaces the points of all boxes. */
    void move(Candidates boxes) {
        for (int start = 0; start < boxes.count(); start += batch.most()) {
            int count = Math.min(batch.most(), boxes.count() - start);
            for (int i = 0; i < count; i++) {
                cut(boxes, start + i, i);
            }
            net.run(batch.first(count));
            for (int point = 0; point < POINT_COUNT; point++) {
                FloatBuffer offsets = net.output(point);
                for (int i = 0; i < count; i++) {
                    place(boxes, start + i, point, offsets.get(2 * i), offsets.get(2 * i + 1));
                }
            }
        }
    }

    private void cut(Candidates boxes, int box, int window) {
        int side = sidePx(boxes, box);
        for (int point = 0; point < POINT_COUNT; point++) {
            int left = (int) corner(boxes.get(box, POINTS + point), side);
            int top = (int) corner(boxes.get(box, POINTS + POINT_COUNT + point), side);
            sampler.cut(
                    left,
                    top,
                    side,
                    side,
                    batch.sidePx(),
                    batch.sidePx(),
                    Sampler.Way.LINEAR,
                    batch.into(window, point));
        }
    }

    private static void place(Candidates boxes, int box, int point, float offsetX, float offsetY) {
        boolean isTooFar = Math.abs(offsetX - 0.5) > FURTHEST || Math.abs(offsetY - 0.5) > FURTHEST;
        int side = sidePx(boxes, box);
        int x = POINTS + point;
        int y = POINTS + POINT_COUNT + point;
        boxes.set(box, x, whole(boxes.get(box, x), side, isTooFar ? 0.5f : offsetX));
        boxes.set(box, y, whole(boxes.get(box, y), side, isTooFar ? 0.5f : offsetY));
    }

    private static double whole(double from, int side, float offset) {
        return MtcnnGeometry.toZero(corner(from, side) + offset * (double) side);
    }

    private static double corner(double center, int side) {
        return Math.rint(center - 0.5 * side);
    }

    private static int sidePx(Candidates boxes, int box) {
        double longer =
                Math.max(boxes.get(box, X2) - boxes.get(box, X1) + 1, boxes.get(box, Y2) - boxes.get(box, Y1) + 1);
        int side = (int) Math.rint(longer * PATCH);
        // Of a box of a pixel or two the original would cut out nothing, and fail.
        return Math.max(2, side + (side & 1));
    }

    @Override
    public void close() {
        batch.close();
        net.close();
    }
}
