package io.cameo.matte;

/**
 * Differences over a part of an image, or all of it, in alphas from 0 to 1.
 *
 * @param pixels how many pixels these are
 * @param absolute the sum of |p - g|
 * @param squares the sum of (p - g)²
 */
public record RegionError(long pixels, double absolute, double squares) {
    /** No pixels. */
    public static final RegionError NONE = new RegionError(0, 0, 0);

    /** Over both parts. */
    public RegionError plus(RegionError other) {
        return new RegionError(pixels + other.pixels, absolute + other.absolute, squares + other.squares);
    }
}
