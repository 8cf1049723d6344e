package io.cameo.matte;

import io.cameo.image.Image;
import io.cameo.image.PixelFormat;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.random.RandomGenerator;

/** Mattes as they are in data sets: flat inside and outside, soft along the edge, with strands of hair. */
final class DrawnMattes {
    private DrawnMattes() {}

    /** A body whose edge is soft over some pixels and noisy. */
    static Image body(
            int widthPx, int heightPx, PixelFormat format, double softPx, double noise, RandomGenerator random) {
        Image plane = Image.allocate(Arena.ofAuto(), widthPx, heightPx, format);
        int unit = Planes.unit(plane);
        double cx = widthPx * (0.35 + 0.3 * random.nextDouble());
        double cy = heightPx * (0.45 + 0.2 * random.nextDouble());
        double radius = Math.min(widthPx, heightPx) * 0.3;
        for (int y = 0; y < heightPx; y++) {
            for (int x = 0; x < widthPx; x++) {
                double angle = Math.atan2(y - cy, x - cx);
                double reach = radius * (1 + 0.2 * Math.sin(3 * angle) + 0.05 * Math.sin(17 * angle));
                double alpha = (reach - Math.hypot(x - cx, y - cy)) / Math.max(softPx, 1e-9) + 0.5;
                boolean soft = alpha > 0 && alpha < 1;
                alpha += soft ? noise * random.nextGaussian() : 0;
                set(plane, x, y, (int) Math.round(unit * Math.clamp(alpha, 0.0, 1.0)));
            }
        }
        return plane;
    }

    /** Any samples at all. */
    static Image noise(int widthPx, int heightPx, PixelFormat format, RandomGenerator random) {
        Image plane = Image.allocate(Arena.ofAuto(), widthPx, heightPx, format);
        for (int y = 0; y < heightPx; y++) {
            for (int x = 0; x < widthPx; x++) {
                set(plane, x, y, random.nextInt(Planes.unit(plane) + 1));
            }
        }
        return plane;
    }

    /** Runs of few samples, of any lengths. */
    static Image runs(int widthPx, int heightPx, PixelFormat format, RandomGenerator random) {
        Image plane = Image.allocate(Arena.ofAuto(), widthPx, heightPx, format);
        int unit = Planes.unit(plane);
        int[] values = {0, unit, random.nextInt(unit), random.nextInt(unit)};
        int left = 0;
        int value = 0;
        for (int y = 0; y < heightPx; y++) {
            for (int x = 0; x < widthPx; x++) {
                if (left-- == 0) {
                    left = random.nextInt(1, 1 << random.nextInt(1, 8));
                    value = values[random.nextInt(values.length)];
                }
                set(plane, x, y, value);
            }
        }
        return plane;
    }

    static void set(Image plane, int x, int y, int sample) {
        long row = y * plane.strideBytes();
        if (plane.format() == PixelFormat.GRAY8) {
            plane.pixels().set(ValueLayout.JAVA_BYTE, row + x, (byte) sample);
        } else {
            plane.pixels().set(ValueLayout.JAVA_SHORT_UNALIGNED, row + 2L * x, (short) sample);
        }
    }
}
