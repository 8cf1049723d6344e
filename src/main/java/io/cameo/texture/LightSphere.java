package io.cameo.texture;

import io.cameo.image.Image;
import io.cameo.image.PixelFormat;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * A white ball under a light, as papers show lights: what faces the viewer faces the camera of the photograph. Brightness is
 * stretched from the darkest place of the ball to the 95th percentile, so two balls tell directions, not strengths.
 */
public final class LightSphere {
    private static final double BRIGHT = 0.95;
    private static final int CHANNELS = 3;

    private LightSphere() {}

    /**
     * Draws a ball as large as an image; around it the image stays as it is.
     *
     * @param dst BGR8
     */
    public static void draw(Light light, Image dst) {
        if (dst.format() != PixelFormat.BGR8) {
            throw new IllegalArgumentException("image has not three channels of 8 bits: image=" + dst);
        }
        int side = Math.min(dst.widthPx(), dst.heightPx());
        double[] shades = new double[CHANNELS * side * side];
        double[] known = new double[shades.length];
        int count = 0;
        for (int i = 0; i < side * side; i++) {
            double x = place(i % side, side);
            double y = -place(i / side, side);
            double depth = 1 - x * x - y * y;
            for (int channel = 0; channel < CHANNELS; channel++) {
                int from = Math.min(channel, light.channels() - 1);
                shades[CHANNELS * i + channel] = depth < 0 ? Double.NaN : light.shade(from, x, y, Math.sqrt(depth));
                if (depth >= 0) {
                    known[count++] = shades[CHANNELS * i + channel];
                }
            }
        }
        Arrays.sort(known, 0, count);
        double least = known[0];
        double most = known[(int) (BRIGHT * (count - 1))];
        MemorySegment pixels = dst.pixels();
        for (int i = 0; i < side * side; i++) {
            long at = i / side * dst.strideBytes() + (long) CHANNELS * (i % side);
            for (int channel = 0; channel < CHANNELS && !Double.isNaN(shades[CHANNELS * i]); channel++) {
                double stretched = most > least ? (shades[CHANNELS * i + channel] - least) / (most - least) : 1;
                byte sample = (byte) Math.round(255 * Math.clamp(stretched, 0, 1));
                pixels.set(ValueLayout.JAVA_BYTE, at + CHANNELS - 1 - channel, sample);
            }
        }
    }

    /** -1 to 1, of the middle of a pixel. */
    private static double place(int at, int side) {
        return (2 * at + 1 - side) / (double) side;
    }
}
