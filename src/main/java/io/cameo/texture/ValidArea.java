package io.cameo.texture;

import io.cameo.image.Image;
import io.cameo.image.PixelFormat;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/**
 * How much of a map was seen in one of its three views, out of {@code remap_masks.png}: a pixel's R, G and B are not 0 where
 * the left, the front and the right view showed it. Fractions, from 0 to 1.
 *
 * @param left of the pixels that count, those seen from the left
 * @param front from the front
 * @param right from the right
 * @param ratio from any side: the valid texture area ratio
 * @param coverage the pixels that count, of all pixels
 */
public record ValidArea(double left, double front, double right, double ratio, double coverage) {
    private static final int CHANNELS = 3;

    /**
     * Counts.
     *
     * @param remapMasks BGR8
     * @param valid GRAY8 of the same size, other than 0 for pixels that the UV layout uses; null if all do
     * @throws IllegalArgumentException if formats or sizes are others, or no pixel counts
     */
    public static ValidArea of(Image remapMasks, @Nullable Image valid) {
        if (remapMasks.format() != PixelFormat.BGR8) {
            throw new IllegalArgumentException("masks have not three channels of 8 bits: masks=" + remapMasks);
        }
        Masks.requireFits(valid, remapMasks);
        long[] seen = new long[CHANNELS];
        long any = 0;
        long counted = 0;
        MemorySegment pixels = remapMasks.pixels();
        for (int y = 0; y < remapMasks.heightPx(); y++) {
            long row = y * remapMasks.strideBytes();
            for (int x = 0; x < remapMasks.widthPx(); x++) {
                if (!Masks.holds(valid, x, y)) {
                    continue;
                }
                counted++;
                boolean isSeen = false;
                for (int channel = 0; channel < CHANNELS; channel++) {
                    if (pixels.get(ValueLayout.JAVA_BYTE, row + (long) CHANNELS * x + channel) != 0) {
                        seen[channel]++;
                        isSeen = true;
                    }
                }
                any += isSeen ? 1 : 0;
            }
        }
        if (counted == 0) {
            throw new IllegalArgumentException("no pixel is valid: mask=" + valid);
        }
        double all = counted;
        long size = (long) remapMasks.widthPx() * remapMasks.heightPx();
        return new ValidArea(seen[2] / all, seen[1] / all, seen[0] / all, any / all, all / size);
    }

    /** Of all pixels, those where a mask is not 0. */
    public static double coverage(Image mask) {
        if (mask.format() != PixelFormat.GRAY8) {
            throw new IllegalArgumentException("mask has not one channel of 8 bits: mask=" + mask);
        }
        return (double) Masks.count(mask) / ((long) mask.widthPx() * mask.heightPx());
    }
}
