package io.cameo.matte;

import java.util.Map;

/**
 * How far one predicted matte is from the true one.
 *
 * @param scale whose numbers these are
 * @param pixels of the image
 * @param whole differences over the image
 * @param regions differences by region; empty without a trimap
 * @param grad in the scale; NaN if it was not asked for
 * @param conn in the scale; NaN if it was not asked for
 */
public record MatteScore(
        Scale scale, long pixels, RegionError whole, Map<Region, RegionError> regions, double grad, double conn) {
    /** Takes a copy. */
    public MatteScore {
        regions = Map.copyOf(regions);
    }

    public double mad() {
        return scale.mad(whole, pixels);
    }

    public double mse() {
        return scale.mse(whole, pixels);
    }

    public double sad() {
        return scale.sad(whole);
    }

    /** The mean absolute difference of one region; NaN without a trimap, or, in the standard scale, without a pixel in it. */
    public double mad(Region region) {
        RegionError error = regions.get(region);
        return error == null ? Double.NaN : scale.mad(error, pixels);
    }

    /** The mean squared error of one region; NaN where {@link #mad(Region)} is. */
    public double mse(Region region) {
        RegionError error = regions.get(region);
        return error == null ? Double.NaN : scale.mse(error, pixels);
    }

    /** The sum of absolute differences of one region; NaN without a trimap. */
    public double sad(Region region) {
        RegionError error = regions.get(region);
        return error == null ? Double.NaN : scale.sad(error);
    }
}
