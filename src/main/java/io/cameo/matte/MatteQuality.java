package io.cameo.matte;

import io.cameo.image.Image;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the mattes of one image say of themselves, without a prediction.
 *
 * @param pixels of the image
 * @param mostSum the largest sum of all alphas at one pixel, in samples
 * @param crowdedPixels at how many pixels that sum is above {@code 255 + n} (16 bits: {@code 65535 + n}), which no n mattes
 *     rounded up from visible parts can reach
 * @param mattes each one by itself, in order
 */
public record MatteQuality(long pixels, int mostSum, long crowdedPixels, List<Plane> mattes) {
    /** Takes a copy. */
    public MatteQuality {
        mattes = List.copyOf(mattes);
    }

    /**
     * One matte.
     *
     * @param areaPx pixels whose alpha is above a half
     * @param softPx pixels that are neither 0 nor 1
     * @param setPx pixels above 0
     */
    public record Plane(long areaPx, long softPx, long setPx) {
        /** Whether nobody is in it. */
        public boolean isEmpty() {
            return setPx == 0;
        }
    }

    /** The share of the image that one matte covers by more than a half. */
    public double areaRatio(int matte) {
        return (double) mattes.get(matte).areaPx() / pixels;
    }

    /** The share of one matte's pixels that are soft; 0 if it is empty. */
    public double softRatio(int matte) {
        Plane plane = mattes.get(matte);
        return plane.isEmpty() ? 0 : (double) plane.softPx() / plane.setPx();
    }

    /**
     * Looks at the mattes of one image.
     *
     * @param planes at least one; {@code GRAY8} or {@code GRAY16}, all of one format and size
     * @throws IllegalArgumentException if they are not
     */
    public static MatteQuality of(List<Image> planes) {
        if (planes.isEmpty()) {
            throw new IllegalArgumentException("no mattes");
        }
        Image first = planes.getFirst();
        for (Image plane : planes) {
            Planes.requireSameSize(first, Planes.require(plane));
            if (plane.format() != first.format()) {
                throw new IllegalArgumentException("formats differ: left=" + first + ", right=" + plane);
            }
        }
        int unit = Planes.unit(first);
        int limit = unit + planes.size();
        int[] sums = new int[first.widthPx()];
        int most = 0;
        long crowded = 0;
        for (int y = 0; y < first.heightPx(); y++) {
            Arrays.fill(sums, 0);
            for (Image plane : planes) {
                long row = y * plane.strideBytes();
                for (int x = 0; x < sums.length; x++) {
                    sums[x] += Planes.sample(plane.pixels(), row, x, Planes.bytes(plane));
                }
            }
            for (int sum : sums) {
                most = Math.max(most, sum);
                crowded += sum > limit ? 1 : 0;
            }
        }
        List<Plane> mattes = new ArrayList<>();
        BitRows bits = new BitRows();
        for (Image plane : planes) {
            long area = bits.atLeast(plane, Trimaps.half(plane)).count();
            long set = bits.atLeast(plane, 1).count();
            long full = bits.atLeast(plane, unit).count();
            mattes.add(new Plane(area, set - full, set));
        }
        return new MatteQuality((long) first.widthPx() * first.heightPx(), most, crowded, mattes);
    }

    /**
     * How much of a mask and a matte is common: {@code sum min(m, b) / (sum max(m, b) + 1e-6)} with m the mask from 0 to 1 and b
     * 1 where the matte is above 0. Above 0.7 they belong together, in MaGGIe's matching. Source: its {@code
     * match_mask2alpha.py}.
     *
     * @throws IllegalArgumentException if formats or sizes do not fit
     */
    public static double overlap(Image mask, Image matte) {
        Planes.requireSameSize(Planes.require(mask), Planes.require(matte));
        long least = 0;
        long most = 0;
        int unit = Planes.unit(mask);
        for (int y = 0; y < mask.heightPx(); y++) {
            long maskRow = y * mask.strideBytes();
            long matteRow = y * matte.strideBytes();
            for (int x = 0; x < mask.widthPx(); x++) {
                int m = Planes.sample(mask.pixels(), maskRow, x, Planes.bytes(mask));
                boolean set = Planes.sample(matte.pixels(), matteRow, x, Planes.bytes(matte)) > 0;
                least += set ? m : 0;
                most += set ? unit : m;
            }
        }
        return (double) least / unit / ((double) most / unit + 1e-6);
    }
}
