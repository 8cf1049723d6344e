package io.cameo.matte;

import io.cameo.image.Image;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How much of two mattes hangs together with what both have in common.
 *
 * <p>With the thresholds {@code t(i) = i * 0.1}, i from 0 to 10 (0.30000000000000004 among them, as numpy's {@code arange}
 * has it), W(i) is the largest part, by 4-neighbours, of the pixels where both alphas are at least t(i); among equals the one
 * whose first pixel comes first. A pixel's level l is t(i - 1) for the first i whose W does not hold it, or 1. The error is
 * the sum of |phi(g) - phi(p)| with {@code phi(a) = 1 - d [d >= 0.15]}, {@code d = a - l}. Source: the evaluation code of Deep
 * Image Matting, as RVM and MaGGIe have it.
 *
 * <p>Parts are made of runs of set bits, not of pixels. W(i + 1) hangs together and lies in the pixels of t(i), so it lies
 * within W(i) or has nothing in common with it: in the latter case no pixel's level is above t(i).
 */
final class ConnectivityError {
    private static final int STEPS = 10;
    private static final double STEP = 0.1;
    private static final double SMALLEST = 0.15;

    private final BitRows common = new BitRows();
    private final BitRows other = new BitRows();
    private final LargestPart parts = new LargestPart();
    private byte[] held = new byte[0];

    /**
     * The sum over the image, or over the pixels of a plane of bytes that are not 0.
     *
     * @param predicted of the size and depth of {@code truth}
     */
    double sum(Image predicted, Image truth, @Nullable Image where) {
        int width = truth.widthPx();
        int height = truth.heightPx();
        int unit = Planes.unit(truth);
        if (held.length < Math.multiplyExact(width, height)) {
            held = new byte[width * height];
        }
        Arrays.fill(held, 0, width * height, (byte) 0);
        for (int i = 1; i <= STEPS; i++) {
            int level = levelOf(i * STEP, unit);
            common.atLeast(truth, level).and(other.atLeast(predicted, level));
            int first = parts.find(common);
            if (first < 0 || held[first] != i - 1) {
                break;
            }
            parts.fill(held, (byte) i, width);
        }
        common.differ(predicted, truth, 1);
        if (where != null) {
            common.and(other.atLeast(where, 1));
        }
        return differences(predicted, truth, unit);
    }

    private double differences(Image predicted, Image truth, int unit) {
        int bytes = Planes.bytes(truth);
        long[] words = common.words();
        double sum = 0;
        for (int y = 0; y < truth.heightPx(); y++) {
            for (int word = 0; word < common.wordsPerRow(); word++) {
                for (long rest = words[y * common.wordsPerRow() + word]; rest != 0; rest &= rest - 1) {
                    int x = word * Long.SIZE + Long.numberOfTrailingZeros(rest);
                    double level = held[y * truth.widthPx() + x] * STEP;
                    int g = Planes.sample(truth.pixels(), y * truth.strideBytes(), x, bytes);
                    int p = Planes.sample(predicted.pixels(), y * predicted.strideBytes(), x, bytes);
                    sum += Math.abs(phi((double) g / unit - level) - phi((double) p / unit - level));
                }
            }
        }
        return sum;
    }

    private static double phi(double difference) {
        return difference >= SMALLEST ? 1 - difference : 1;
    }

    /** The least sample whose alpha is at least the threshold. */
    static int levelOf(double threshold, int unit) {
        int level = (int) (threshold * unit);
        while ((double) level / unit < threshold) {
            level++;
        }
        while (level > 0 && (double) (level - 1) / unit >= threshold) {
            level--;
        }
        return level;
    }
}
