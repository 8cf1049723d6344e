package io.cameo.texture;

import io.cameo.image.Image;
import io.cameo.image.PixelFormat;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Brightness symmetry error of a texture map: how much the blurred brightness of one half differs from that of the other.
 * {@code BS(T) = mean |F(B(Y)) - B(Y)|}, with Y the luma, B a Gaussian and F the horizontal flip (Bai et al., FFHQ-UV, CVPR
 * 2023); in the units of samples, 0 to 255. {@link BsProfile} says what exactly.
 *
 * <p>Blur and flip commute, so {@code D = Y - F(Y)} is blurred instead, and since D turns into -D in the mirror, only its left
 * half. One thread at a time; keeps some 2 MB for a map of 1024x1024 and allocates nothing for the next one of its size.
 */
public final class BsError {
    /** A strip of so many columns of all rows of the kernel stays in the first cache. */
    private static final int STRIP_PX = 64;
    /** Rows are this much further apart than they are long, so that those of a strip do not share few places in the cache. */
    private static final int GAP = 16;

    private static final int NONE = 0;
    private static final int BOTH = 2;

    private final SymmetryKernel kernel;
    private final BsProfile profile;
    private final float[] taps;
    private final int reach;
    private final int[] rows;
    private final float[] strip = new float[STRIP_PX];
    private float[] luma = new float[NONE];
    private float[] row = new float[NONE];
    private float[] weights = new float[NONE];
    private double[] columns = new double[NONE];
    private float[] plane = new float[NONE];

    private BsError(SymmetryKernel kernel, BsProfile profile) {
        this.kernel = kernel;
        this.profile = profile;
        taps = profile.taps();
        reach = taps.length - 1;
        rows = new int[2 * reach + 1];
    }

    /** With the twin for the active backend. */
    public static BsError create(BsProfile profile) {
        return new BsError(SymmetryKernel.create(), profile);
    }

    static BsError of(SymmetryKernel kernel, BsProfile profile) {
        return new BsError(kernel, profile);
    }

    public BsProfile profile() {
        return profile;
    }

    /**
     * The error of a map.
     *
     * @param map of format BGR8, any size
     * @param mask GRAY8 of the map's size, other than 0 where pixels count; null where all do, as {@link BsProfile#isWhole}
     *     has it
     * @return 0 to 255; NaN if the mask is empty
     * @throws IllegalArgumentException if map and mask do not fit each other, or the profile
     */
    public double value(Image map, @Nullable Image mask) {
        require(map, mask);
        blurRows(map);
        int width = map.widthPx();
        int half = half(width);
        Arrays.fill(columns, 0, half, 0);
        Arrays.fill(weights, 0, half, BOTH);
        int stride = half + GAP;
        for (int y = 0; y < map.heightPx(); y++) {
            if (mask != null) {
                weigh(mask, y, half);
            }
            surround(y, map.heightPx(), stride);
            for (int x = 0; x < half; x += STRIP_PX) {
                int count = Math.min(STRIP_PX, half - x);
                kernel.down(plane, rows, taps, x, strip, count);
                kernel.addAbsolutes(strip, weights, columns, x, count);
            }
        }
        double sum = 0;
        for (int x = 0; x < half; x++) {
            sum += columns[x];
        }
        return sum / (mask == null ? (double) width * map.heightPx() : (double) Masks.count(mask));
    }

    /**
     * Where a map is not symmetric: {@code |F(B(Y)) - B(Y)|} of every pixel, the same on both sides.
     *
     * @param dst receives height x width float32, row after row without gaps, in the machine's order
     * @throws IndexOutOfBoundsException if there is less room
     */
    public void asymmetry(Image map, MemorySegment dst) {
        require(map);
        blurRows(map);
        int width = map.widthPx();
        int half = half(width);
        for (int y = 0; y < map.heightPx(); y++) {
            surround(y, map.heightPx(), half + GAP);
            long at = (long) y * width;
            for (int x = 0; x < half; x += STRIP_PX) {
                int count = Math.min(STRIP_PX, half - x);
                kernel.down(plane, rows, taps, x, strip, count);
                for (int i = 0; i < count; i++) {
                    float value = Math.abs(strip[i]);
                    dst.setAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, at + x + i, value);
                    dst.setAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, at + width - 1 - x - i, value);
                }
            }
        }
    }

    private void require(Image map, @Nullable Image mask) {
        require(map);
        if (profile.isWhole() != (mask == null)) {
            throw new IllegalArgumentException(
                    "mask and profile do not agree: mask=" + mask + ", profile=" + profile.text());
        }
        Masks.requireFits(mask, map);
    }

    private static void require(Image map) {
        if (map.format() != PixelFormat.BGR8) {
            throw new IllegalArgumentException("map has not three channels of 8 bits: map=" + map);
        }
    }

    /** With the column in the middle, if there is one. */
    private static int half(int width) {
        return (width + 1) / 2;
    }

    /** The left half of D, blurred along rows. */
    private void blurRows(Image map) {
        int width = map.widthPx();
        int half = half(width);
        if (luma.length != width) {
            luma = new float[width];
            row = new float[half + 2 * reach];
            weights = new float[half];
            columns = new double[half];
        }
        int stride = half + GAP;
        int size = Math.multiplyExact(stride, map.heightPx());
        if (plane.length < size) {
            plane = new float[size];
        }
        for (int y = 0; y < map.heightPx(); y++) {
            kernel.luma(map.pixels(), y * map.strideBytes(), luma, width);
            kernel.differences(luma, width, row, reach, half);
            for (int i = 1; i <= reach; i++) {
                row[reach - i] = difference(-i, width);
                row[reach + half - 1 + i] = difference(half - 1 + i, width);
            }
            kernel.across(row, taps, plane, y * stride, half);
        }
    }

    private float difference(int x, int width) {
        int inside = reflect(x, width);
        return luma[inside] - luma[width - 1 - inside];
    }

    /** Mirrors a place into 0 to {@code size - 1}, without the outermost one, as often as it takes. */
    static int reflect(int at, int size) {
        int period = Math.max(1, 2 * (size - 1));
        int folded = Math.floorMod(at, period);
        return Math.min(folded, period - folded) % size;
    }

    private void surround(int y, int height, int stride) {
        for (int i = 0; i < rows.length; i++) {
            rows[i] = reflect(y + i - reach, height) * stride;
        }
    }

    /** How many of a column and its mirror count. The middle column is its own mirror, and 0. */
    private void weigh(Image mask, int y, int half) {
        MemorySegment pixels = mask.pixels();
        long left = y * mask.strideBytes();
        long right = left + mask.widthPx() - 1;
        for (int x = 0; x < half; x++) {
            int inside = pixels.get(ValueLayout.JAVA_BYTE, left + x) != 0 ? 1 : 0;
            weights[x] = inside + (pixels.get(ValueLayout.JAVA_BYTE, right - x) != 0 ? 1 : 0);
        }
    }
}
