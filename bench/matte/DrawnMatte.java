package io.cameo.matte;

import io.cameo.image.Image;
import io.cameo.image.PixelFormat;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;

/** Mattes as cameras and people make them: a body with a narrow soft edge, and a head of hair with a wide, noisy one. */
public final class DrawnMatte {
    private static final double BODY_EDGE_PX = 6;
    private static final double BODY_NOISE = 0.01;
    private static final double HAIR_EDGE_PX = 60;
    private static final double HAIR_NOISE = 0.15;

    private DrawnMatte() {}

    /** A person somewhere in the picture; the same for the same seed. */
    public static Image person(int widthPx, int heightPx, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Image plane = Image.allocate(Arena.ofAuto(), widthPx, heightPx, PixelFormat.GRAY8);
        double cx = widthPx * (0.2 + 0.6 * random.nextDouble());
        double bodyY = heightPx * 0.75;
        double headY = heightPx * 0.3;
        double headPx = heightPx * (0.10 + 0.05 * random.nextDouble());
        for (int y = 0; y < heightPx; y++) {
            for (int x = 0; x < widthPx; x++) {
                double body = 1 - Math.hypot((x - cx) / (1.6 * headPx), (y - bodyY) / (heightPx * 0.38));
                double bodyAlpha = edge(body * 1.6 * headPx, BODY_EDGE_PX, BODY_NOISE, random);
                double angle = Math.atan2(y - headY, x - cx);
                double reach = headPx * (1 + 0.06 * Math.sin(9 * angle) + 0.03 * Math.sin(31 * angle));
                double inside = reach - Math.hypot(x - cx, y - headY);
                boolean hair = y < headY + 0.3 * headPx;
                double headAlpha = hair
                        ? edge(inside, HAIR_EDGE_PX, HAIR_NOISE, random)
                        : edge(inside, BODY_EDGE_PX, BODY_NOISE, random);
                long sample = Math.round(255 * Math.max(bodyAlpha, headAlpha));
                plane.pixels().set(ValueLayout.JAVA_BYTE, y * plane.strideBytes() + x, (byte) sample);
            }
        }
        return plane;
    }

    private static double edge(double insidePx, double widthPx, double noise, SplittableRandom random) {
        double alpha = insidePx / widthPx + 0.5;
        if (alpha <= 0 || alpha >= 1) {
            return Math.clamp(alpha, 0.0, 1.0);
        }
        return Math.clamp(alpha + noise * random.nextGaussian(), 0.0, 1.0);
    }
}
