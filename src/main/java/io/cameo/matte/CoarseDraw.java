package io.cameo.matte;

import io.cameo.compute.SampleRandom;
import java.util.ArrayList;
import java.util.List;

/** Draws the steps of one recipe: stage by stage, and within a stage plane by plane, each in a place of its own. */
final class CoarseDraw {
    /** A choice is a place in here: that of the enum may change. */
    private static final List<CoarseStep.Order> ORDERS = List.of(
            CoarseStep.Order.DILATE_ERODE,
            CoarseStep.Order.ERODE_DILATE,
            CoarseStep.Order.DILATE,
            CoarseStep.Order.ERODE);

    private static final int BINARIZE = 0;
    private static final int DOWN_UP = 1;
    private static final int CUT = 2;
    private static final int DROP = 3;
    private static final int FEWEST_TO_DROP = 6;

    private final CoarseMask.Settings settings;
    private final SampleRandom random;
    private final int planes;
    private final int widthPx;
    private final int heightPx;
    private final List<CoarseStep> steps = new ArrayList<>();

    CoarseDraw(CoarseMask.Settings settings, SampleRandom random, int planes, int widthPx, int heightPx) {
        this.settings = settings;
        this.random = random;
        this.planes = planes;
        this.widthPx = widthPx;
        this.heightPx = heightPx;
    }

    List<CoarseStep> steps() {
        stage(BINARIZE, this::binarize);
        stage(DOWN_UP, this::downUp);
        stage(CUT, this::cut);
        if (settings.dropout()) {
            stage(DROP, this::drop);
        }
        return steps;
    }

    private void stage(int number, Runnable draw) {
        long outer = random.enter(number);
        draw.run();
        random.leave(outer);
    }

    private void binarize() {
        for (int plane = 0; plane < planes; plane++) {
            double above = random.nextDouble(0.1, 0.95) * 255;
            int dilate = random.nextInt(1, settings.kernelLimitPx() - 1);
            int erode = random.nextInt(1, settings.kernelLimitPx() - 1);
            CoarseStep.Order order = ORDERS.get(random.nextInt(ORDERS.size()));
            steps.add(new CoarseStep.Binarize(plane, above, order, dilate, erode));
        }
    }

    private void downUp() {
        for (int plane = 0; plane < planes; plane++) {
            if (random.nextBoolean(settings.downUp())) {
                steps.add(new CoarseStep.DownUp(plane));
            }
        }
    }

    /** Half of all samples: a copy within each plane, every second time. The others: a swap of two planes, every second time. */
    private void cut() {
        if (widthPx / 4 <= widthPx / 8 || heightPx / 4 <= heightPx / 8) {
            return;
        }
        if (random.nextBoolean()) {
            for (int plane = 0; plane < planes; plane++) {
                if (random.nextBoolean()) {
                    int height = eighthToQuarter(heightPx);
                    int width = eighthToQuarter(widthPx);
                    steps.add(new CoarseStep.Copy(
                            plane,
                            width,
                            height,
                            random.nextInt(widthPx - width),
                            random.nextInt(heightPx - height),
                            random.nextInt(widthPx - width),
                            random.nextInt(heightPx - height)));
                }
            }
        } else if (random.nextBoolean() && planes > 1) {
            int one = random.nextInt(planes);
            int other = random.nextInt(planes - 1);
            int height = eighthToQuarter(heightPx);
            int width = eighthToQuarter(widthPx);
            steps.add(new CoarseStep.Swap(
                    one,
                    other + (other >= one ? 1 : 0),
                    width,
                    height,
                    random.nextInt(widthPx - width),
                    random.nextInt(heightPx - height)));
        }
    }

    private int eighthToQuarter(int sidePx) {
        return random.nextInt(Math.max(1, sidePx / 8), sidePx / 4 - 1 < 1 ? 1 : sidePx / 4 - 1);
    }

    private void drop() {
        if (random.nextBoolean() || planes < FEWEST_TO_DROP) {
            return;
        }
        int count = random.nextInt(1, planes / 2 - 1);
        int[] order = new int[planes];
        for (int i = 0; i < planes; i++) {
            order[i] = i;
        }
        for (int i = 0; i < count; i++) {
            int chosen = i + random.nextInt(planes - i);
            int plane = order[chosen];
            order[chosen] = order[i];
            order[i] = plane;
            steps.add(new CoarseStep.Drop(plane, random.nextDouble(), random.nextDouble(), random.nextDouble()));
        }
    }
}
