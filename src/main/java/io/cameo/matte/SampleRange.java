package io.cameo.matte;

import io.cameo.image.Image;

/**
 * The least and the greatest sample of one plane or of several: what alphas are stretched by before their gradients are
 * compared.
 *
 * @param least in samples, not in alphas
 * @param most at least {@code least}
 */
public record SampleRange(int least, int most) {
    private static final PlaneKernel KERNEL = PlaneKernel.create();

    /**
     * Of one plane.
     *
     * @throws IllegalArgumentException if the format is not one of a matte
     */
    public static SampleRange of(Image plane) {
        Planes.require(plane);
        int[] range = {Integer.MAX_VALUE, 0};
        for (int y = 0; y < plane.heightPx(); y++) {
            KERNEL.range(plane.pixels(), y * plane.strideBytes(), plane.widthPx(), Planes.bytes(plane), range);
        }
        return new SampleRange(range[0], range[1]);
    }

    /** Of both, which must be of one depth. */
    public SampleRange and(SampleRange other) {
        return new SampleRange(Math.min(least, other.least), Math.max(most, other.most));
    }

    /** The same alphas in 16 bits. */
    SampleRange widened() {
        return new SampleRange(least * 257, most * 257);
    }
}
