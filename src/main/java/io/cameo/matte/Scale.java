package io.cameo.matte;

/**
 * The numbers that papers print. With N the pixels of the image, m those of a region (all N without one), d = p - g:
 *
 * <table>
 * <caption>Formulas</caption>
 * <tr><td></td><td>{@link #STANDARD}</td><td>{@link #MAGGIE}</td></tr>
 * <tr><td>MAD</td><td>sum |d| / m * 1e3</td><td>sum |d| / N / (m + 1e-6) * 1e10</td></tr>
 * <tr><td>MSE</td><td>sum d² / m * 1e3</td><td>sum d² / N / (m + 1e-6) * 1e10</td></tr>
 * <tr><td>SAD</td><td>sum |d| / 1e3</td><td>the same</td></tr>
 * <tr><td>Grad</td><td>sum (|grad p| - |grad g|)² / 1e3; planes stretched to [0, 1] each by itself; the nearest pixel beyond
 * the border</td><td>the same, stretched by the range of all planes of the batch plus 1e-6; zeros beyond the border</td></tr>
 * <tr><td>Conn</td><td>sum |phi(g) - phi(p)| / 1e3</td><td>the same</td></tr>
 * <tr><td>dtSSD</td><td>sqrt(sum (change of d)² / N) * 1e2 for each pair of frames, averaged</td><td>sqrt(sum (change of d)²) / 10
 * for each window of frames, averaged; its windows have two</td></tr>
 * </table>
 *
 * <p>MaGGIe's scale also takes predicted alphas of at most 1/255 for 0 and of at least 254/255 for 1. Sources: RVM's {@code
 * evaluate_lr.py} and MaGGIe's {@code utils/metric.py}. MaGGIe's MAD and MSE of one prediction depend on the resolution: they
 * are the standard ones times 1e7 / N.
 */
public enum Scale {
    /** As RVM and most papers have it. */
    STANDARD,
    /** As MaGGIe's code has it. */
    MAGGIE;

    private static final double THOUSAND = 1e3;
    private static final double MAGGIE_FACTOR = 1e10;
    private static final double EPSILON = 1e-6;

    /** The mean absolute difference of a region; NaN in the standard scale if it has no pixels. */
    public double mad(RegionError error, long imagePixels) {
        return mean(error.absolute(), error.pixels(), imagePixels);
    }

    /** The mean squared error of a region; NaN in the standard scale if it has no pixels. */
    public double mse(RegionError error, long imagePixels) {
        return mean(error.squares(), error.pixels(), imagePixels);
    }

    /** The sum of absolute differences of a region. */
    public double sad(RegionError error) {
        return error.absolute() / THOUSAND;
    }

    /** dtSSD of one pair of frames, from the sum of squares that {@link MatteMetrics#changes} gives. */
    public double dtSsd(double squares, long imagePixels) {
        return this == STANDARD ? Math.sqrt(squares / imagePixels) * 100 : Math.sqrt(squares) / 10;
    }

    private double mean(double sum, long pixels, long imagePixels) {
        return this == STANDARD ? sum / pixels * THOUSAND : sum / imagePixels / (pixels + EPSILON) * MAGGIE_FACTOR;
    }
}
