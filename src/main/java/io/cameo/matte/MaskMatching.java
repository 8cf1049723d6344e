package io.cameo.matte;

import io.cameo.image.Image;
import io.cameo.image.PixelFormat;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;

/**
 * Which of other people's masks belongs to which matte: by the overlap of masks, soft or not, with what is not 0 of mattes.
 *
 * <p>One object for each thread.
 *
 * <p>Source: {@code match_mask2alpha.py} in the history of hmchuong/MaGGIe, and InstMatt's evaluation, which is one to one.
 */
public final class MaskMatching {
    /** What MaGGIe's benchmark keeps: more than this. */
    public static final double LEAST_OVERLAP = 0.7;

    private static final double TINY = 1e-6;
    private static final int OPAQUE = 255;

    private final Composite composite = Composite.create();
    private MemorySegment bits = MemorySegment.NULL;

    /** Who may have what. */
    public enum Rule {
        /** Each matte takes the mask that overlaps it most, of equals the first; several may take the same. */
        GREEDY,
        /** No mask is given twice: the largest sum of overlaps that count. */
        ONE_TO_ONE
    }

    /**
     * Soft-binary IoU of each matte with each mask: {@code sum min(mask, alpha > 0) / (sum max(mask, alpha > 0) + 1e-6)}, with
     * masks from 0 to 1. Both sums are exact.
     *
     * @param mattes {@code GRAY8}
     * @param masks {@code GRAY8}, of the same size
     * @return a row for each matte
     * @throws IllegalArgumentException if formats or sizes do not fit
     */
    public double[][] overlaps(List<Image> mattes, List<Image> masks) {
        double[][] overlaps = new double[mattes.size()][masks.size()];
        long[] sums = new long[masks.size()];
        for (int j = 0; j < sums.length; j++) {
            sums[j] = composite.sum(masks.get(j));
        }
        for (int i = 0; i < overlaps.length; i++) {
            Image there = ones(mattes.get(i));
            long area = composite.sum(there);
            for (int j = 0; j < sums.length; j++) {
                long common = composite.product(there, masks.get(j));
                long either = sums[j] - common + OPAQUE * area;
                overlaps[i][j] = (double) common / OPAQUE / ((double) either / OPAQUE + TINY);
            }
        }
        return overlaps;
    }

    /**
     * Pairs mattes with masks.
     *
     * @param overlaps a row for each matte
     * @param above pairs that do not overlap more than this are none
     * @return the mask of each matte, -1 where there is none
     */
    public static int[] match(double[][] overlaps, double above, Rule rule) {
        int[] maskOf = new int[overlaps.length];
        if (rule == Rule.GREEDY) {
            Arrays.setAll(maskOf, i -> best(overlaps[i]));
        } else {
            double[][] gains = new double[overlaps.length][];
            Arrays.setAll(
                    gains,
                    i -> Arrays.stream(overlaps[i])
                            .map(overlap -> overlap > above ? overlap : 0)
                            .toArray());
            maskOf = Assignment.best(gains);
        }
        for (int i = 0; i < maskOf.length; i++) {
            if (maskOf[i] >= 0 && !(overlaps[i][maskOf[i]] > above)) {
                maskOf[i] = -1;
            }
        }
        return maskOf;
    }

    private static int best(double[] overlaps) {
        int best = -1;
        for (int j = 0; j < overlaps.length; j++) {
            if (best < 0 || overlaps[j] > overlaps[best]) {
                best = j;
            }
        }
        return best;
    }

    /** 1 where the matte is not 0. */
    private Image ones(Image matte) {
        Planes.requireBytes(matte);
        long needed = (long) matte.widthPx() * matte.heightPx();
        if (bits.byteSize() < needed) {
            bits = Arena.ofAuto().allocate(needed);
        }
        Image ones = Image.wrap(bits, matte.widthPx(), matte.heightPx(), matte.widthPx(), PixelFormat.GRAY8);
        for (int y = 0; y < matte.heightPx(); y++) {
            for (int x = 0; x < matte.widthPx(); x++) {
                byte sample = matte.pixels().get(ValueLayout.JAVA_BYTE, y * matte.strideBytes() + x);
                ones.pixels().set(ValueLayout.JAVA_BYTE, y * ones.strideBytes() + x, (byte) (sample == 0 ? 0 : 1));
            }
        }
        return ones;
    }
}
