package io.cameo.scene;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Walks along the edges between the pixels of a mask and those around it. Pixels that touch at a corner belong together.
 */
final class EdgeTrace {
    /** Right, down, left, up. */
    private static final int[] DX = {1, 0, -1, 0};

    private static final int[] DY = {0, 1, 0, -1};
    /** From a corner to the pixel ahead on the right-hand side, for each direction. */
    private static final int[] AHEAD_X = {0, -1, -1, 0};

    private static final int[] AHEAD_Y = {0, 0, -1, -1};

    /**
     * A closed line around pixels (area positive) or around a gap in them (area negative).
     *
     * @param points x and y by turns: the middles of the edges
     */
    @SuppressWarnings("ArrayRecordComponent") // made and used in this package
    record Loop(double[] points, double area) {}

    private final BitSet mask;
    private final int widthPx;
    private final int heightPx;
    private double[] points = new double[256];

    /** @param mask row-major */
    EdgeTrace(BitSet mask, int widthPx, int heightPx) {
        this.mask = mask;
        this.widthPx = widthPx;
        this.heightPx = heightPx;
    }

    List<Loop> loops() {
        List<Loop> loops = new ArrayList<>();
        BitSet walked = new BitSet();
        for (int i = mask.nextSetBit(0); i >= 0; i = mask.nextSetBit(i + 1)) {
            int x = i % widthPx;
            int y = i / widthPx;
            if (!isSet(x, y - 1) && !walked.get(i)) {
                loops.add(walk(x, y, walked));
            }
        }
        return loops;
    }

    private Loop walk(int startX, int startY, BitSet walked) {
        int x = startX;
        int y = startY;
        int direction = 0;
        int used = 0;
        do {
            if (direction == 0) {
                walked.set(y * widthPx + x);
            }
            if (used + 2 > points.length) {
                points = Arrays.copyOf(points, 2 * points.length);
            }
            points[used++] = x + 0.5 * DX[direction];
            points[used++] = y + 0.5 * DY[direction];
            x += DX[direction];
            y += DY[direction];
            int left = (direction + 3) & 3;
            if (isSet(x + AHEAD_X[left], y + AHEAD_Y[left])) {
                direction = left;
            } else if (!isSet(x + AHEAD_X[direction], y + AHEAD_Y[direction])) {
                direction = (direction + 1) & 3;
            }
        } while (x != startX || y != startY || direction != 0);
        double[] loop = Arrays.copyOf(points, used);
        return new Loop(loop, Outlines.area(loop));
    }

    private boolean isSet(int x, int y) {
        return x >= 0 && y >= 0 && x < widthPx && y < heightPx && mask.get(y * widthPx + x);
    }
}
