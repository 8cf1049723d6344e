package io.cameo.texture;

import io.cameo.image.Image;
import io.cameo.image.PixelFormat;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/**
 * What colour skin has on average: of samples taken as sRGB under D65, the means and deviations in CIE L*a*b* (1976), and the
 * individual typology angle, {@code atan((L* - 50) / b*)} in degrees, by which dermatology sorts skin from very light (above 55)
 * to dark (below -30). A map has the light of its photograph in it, so these are figures of the map, not of a person.
 *
 * @param red mean of samples, 0 to 255; likewise {@code green}, {@code blue}
 * @param lightness mean L*, 0 to 100
 * @param a mean a*: green to red
 * @param b mean b*: blue to yellow
 * @param lightnessDeviation of the pixels' L*
 * @param typologyDegrees of the means of L* and b*; NaN where both leave it open
 * @param pixels how many were counted
 */
public record SkinTone(
        double red,
        double green,
        double blue,
        double lightness,
        double a,
        double b,
        double lightnessDeviation,
        double typologyDegrees,
        long pixels) {
    private static final int CHANNELS = 3;
    private static final double[] LINEAR = new double[256];
    /** The cube root of Lab at {@code i / (ROOTS - 2)}; between them a straight line is within 5e-6. */
    private static final int ROOTS = 4098;

    private static final double[] ROOT = new double[ROOTS];
    private static final double EPSILON = 216.0 / 24_389;
    private static final double KAPPA = 24_389.0 / 27;

    /** sRGB to XYZ of D65 (IEC 61966-2-1), rows divided by the white point, so that white is 1, 1, 1. */
    private static final double[][] TO_XYZ = {
        {0.4124564 / 0.9504559, 0.3575761 / 0.9504559, 0.1804375 / 0.9504559},
        {0.2126729, 0.7151522, 0.0721750},
        {0.0193339 / 1.0890577, 0.1191920 / 1.0890577, 0.9503041 / 1.0890577},
    };

    static {
        for (int i = 0; i < LINEAR.length; i++) {
            double sample = i / 255.0;
            LINEAR[i] = sample <= 0.04045 ? sample / 12.92 : Math.pow((sample + 0.055) / 1.055, 2.4);
        }
        for (int i = 0; i < ROOTS; i++) {
            double at = i / (double) (ROOTS - 2);
            ROOT[i] = at > EPSILON ? Math.cbrt(at) : (KAPPA * at + 16) / 116;
        }
    }

    /**
     * Measures.
     *
     * @param map BGR8
     * @param mask GRAY8 of the map's size, other than 0 for skin; null if all is
     * @throws IllegalArgumentException if formats or sizes are others, or no pixel counts
     */
    public static SkinTone of(Image map, @Nullable Image mask) {
        if (map.format() != PixelFormat.BGR8) {
            throw new IllegalArgumentException("map has not three channels of 8 bits: map=" + map);
        }
        Masks.requireFits(mask, map);
        Sums sums = new Sums();
        for (int y = 0; y < map.heightPx(); y++) {
            long row = y * map.strideBytes();
            for (int x = 0; x < map.widthPx(); x++) {
                if (Masks.holds(mask, x, y)) {
                    sums.add(map.pixels(), row + (long) CHANNELS * x);
                }
            }
        }
        if (sums.pixels == 0) {
            throw new IllegalArgumentException("no pixel is skin: mask=" + mask);
        }
        return sums.tone();
    }

    private static double root(double value) {
        double at = Math.min(value, 1) * (ROOTS - 2);
        int below = (int) at;
        return ROOT[below] + (at - below) * (ROOT[below + 1] - ROOT[below]);
    }

    private static final class Sums {
        private long red;
        private long green;
        private long blue;
        private double lightness;
        private double squares;
        private double a;
        private double b;
        private long pixels;

        void add(MemorySegment from, long at) {
            int sampleB = from.get(ValueLayout.JAVA_BYTE, at) & 0xff;
            int sampleG = from.get(ValueLayout.JAVA_BYTE, at + 1) & 0xff;
            int sampleR = from.get(ValueLayout.JAVA_BYTE, at + 2) & 0xff;
            double x = root(xyz(0, sampleR, sampleG, sampleB));
            double y = root(xyz(1, sampleR, sampleG, sampleB));
            double z = root(xyz(2, sampleR, sampleG, sampleB));
            double light = 116 * y - 16;
            red += sampleR;
            green += sampleG;
            blue += sampleB;
            lightness += light;
            squares += light * light;
            a += 500 * (x - y);
            b += 200 * (y - z);
            pixels++;
        }

        private static double xyz(int row, int sampleR, int sampleG, int sampleB) {
            double[] of = TO_XYZ[row];
            return of[0] * LINEAR[sampleR] + of[1] * LINEAR[sampleG] + of[2] * LINEAR[sampleB];
        }

        SkinTone tone() {
            double n = pixels;
            double mean = lightness / n;
            double variance = Math.max(0, squares / n - mean * mean);
            double yellow = b / n;
            double angle = mean == 50 && yellow == 0 ? Double.NaN : Math.toDegrees(Math.atan((mean - 50) / yellow));
            return new SkinTone(red / n, green / n, blue / n, mean, a / n, yellow, Math.sqrt(variance), angle, pixels);
        }
    }
}
