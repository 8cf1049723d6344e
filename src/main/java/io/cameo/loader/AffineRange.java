package io.cameo.loader;

import java.util.List;

/**
 * What ImageRecordIter's affine step may choose between.
 *
 * @param maxRotateDegrees the angle is a whole number, uniform in plus or minus this, unless {@code angles} are given
 * @param angles degrees, one of which is chosen; {@code rotate} and {@code rotate_list} of ImageRecordIter
 * @param maxShear uniform in plus or minus this
 * @param minScale uniform up to {@code maxScale}; the size of the image follows
 * @param minAspect width to height, uniform up to {@code maxAspect}
 * @param minSizePx no side becomes smaller than this
 * @param maxSizePx no side becomes larger than this
 */
public record AffineRange(
        int maxRotateDegrees,
        List<Integer> angles,
        float maxShear,
        float minScale,
        float maxScale,
        float minAspect,
        float maxAspect,
        float minSizePx,
        float maxSizePx) {
    /** Leaves everything as it is. */
    public static final AffineRange NONE = new AffineRange(0, List.of(), 0, 1, 1, 1, 1, 0, 1e10f);

    /** Checks all.
     *
     * @throws IllegalArgumentException if a range is empty, or leads to nothing */
    public AffineRange {
        angles = List.copyOf(angles);
        boolean inRange = maxRotateDegrees >= 0
                && maxShear >= 0
                && Float.isFinite(maxShear)
                && minScale > 0
                && minScale <= maxScale
                && Float.isFinite(maxScale)
                && minAspect > 0
                && minAspect <= maxAspect
                && Float.isFinite(maxAspect)
                && minSizePx >= 0
                && maxSizePx >= 1
                && minSizePx <= maxSizePx;
        if (!inRange) {
            throw new IllegalArgumentException("affine range is empty: max_rotate_angle=" + maxRotateDegrees
                    + ", max_shear_ratio=" + maxShear + ", scale=" + minScale + ".." + maxScale + ", aspect="
                    + minAspect + ".." + maxAspect + ", img_size=" + minSizePx + ".." + maxSizePx);
        }
    }

    public AffineRange withRotation(int maxDegrees) {
        return new AffineRange(
                maxDegrees, angles, maxShear, minScale, maxScale, minAspect, maxAspect, minSizePx, maxSizePx);
    }

    public AffineRange withAngles(List<Integer> newAngles) {
        return new AffineRange(
                maxRotateDegrees, newAngles, maxShear, minScale, maxScale, minAspect, maxAspect, minSizePx, maxSizePx);
    }

    public AffineRange withShear(float most) {
        return new AffineRange(
                maxRotateDegrees, angles, most, minScale, maxScale, minAspect, maxAspect, minSizePx, maxSizePx);
    }

    public AffineRange withScale(float least, float most) {
        return new AffineRange(
                maxRotateDegrees, angles, maxShear, least, most, minAspect, maxAspect, minSizePx, maxSizePx);
    }

    public AffineRange withAspect(float least, float most) {
        return new AffineRange(
                maxRotateDegrees, angles, maxShear, minScale, maxScale, least, most, minSizePx, maxSizePx);
    }

    public AffineRange withSize(float leastPx, float mostPx) {
        return new AffineRange(
                maxRotateDegrees, angles, maxShear, minScale, maxScale, minAspect, maxAspect, leastPx, mostPx);
    }
}
