package io.cameo.texture;

/**
 * What lights a face from all around, in the first nine spherical harmonics. The two kinds that FFHQ-UV has differ in
 * order, signs and constants; there is no way from one to the other.
 */
public sealed interface Light permits DprLight, Deep3dLight {
    /** How many numbers one channel has. */
    int COEFFICIENTS = 9;

    /** 1 for brightness alone, 3 for R, G, B. */
    int channels();

    /**
     * How bright a surface is.
     *
     * @param channel from 0 to {@link #channels} - 1
     * @param x to the right of the picture, of the surface's direction, a vector of length 1
     * @param y up
     * @param z towards the viewer
     */
    double shade(int channel, double x, double y, double z);
}
