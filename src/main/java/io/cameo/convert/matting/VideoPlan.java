package io.cameo.convert.matting;

import io.cameo.compute.SampleRandom;
import io.cameo.matte.AlphaBox;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where people of a video are: each has one box for all frames.
 *
 * <p>Source: {@code tools/synthesize_video_him.py} of hmchuong/MaGGIe at 62344dd, described in {@code docs/matting-synth.md}.
 */
final class VideoPlan {
    private static final double LEAST_SHRUNK = 0.8;

    private VideoPlan() {}

    /**
     * Somebody's box on the canvas, beyond which it may reach to the left, the right, or the top.
     *
     * @param xPx of the left side
     */
    record Spot(int xPx, int yPx, int widthPx, int heightPx) {}

    /**
     * Spreads people over the width by the shapes of their boxes, makes them larger as the level says, and moves them.
     *
     * @param shapes the boxes of everything that is not 0 in any frame of each
     * @param random draws for each person in a step of their own
     */
    static List<Spot> spots(List<AlphaBox> shapes, VideoLevel level, int widthPx, int heightPx, SampleRandom random) {
        double[] slims = new double[shapes.size()];
        for (int i = 0; i < slims.length; i++) {
            slims[i] = shapes.get(i).widthPx() / (double) shapes.get(i).heightPx();
        }
        double all = Arrays.stream(slims).sum();
        List<Spot> spots = new ArrayList<>();
        int cursor = 0;
        for (int i = 0; i < slims.length; i++) {
            AlphaBox shape = shapes.get(i);
            long outer = random.enter(1 + i);
            double growth = random.nextDouble(1, level.mostGrowth());
            double shrunk = random.nextDouble(LEAST_SHRUNK, 1);
            boolean left = random.nextBoolean();
            int shift = random.nextInt(Math.max(1, widthPx / 2));
            random.leave(outer);
            double ratio = widthPx * (slims[i] / all) / shape.widthPx() * growth;
            if (ratio * shape.heightPx() > heightPx) {
                ratio = heightPx / (double) shape.heightPx() * shrunk;
            }
            int width = Math.max(1, (int) (shape.widthPx() * ratio));
            int height = Math.max(1, (int) (shape.heightPx() * ratio));
            int x = cursor;
            if (level != VideoLevel.EASY) {
                x = Math.clamp(cursor + (left ? -shift : shift), 0, Math.max(0, widthPx - width));
            }
            spots.add(new Spot(x, heightPx - height, width, height));
            cursor += width;
        }
        return spots;
    }
}
