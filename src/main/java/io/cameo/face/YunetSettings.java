package io.cameo.face;

/**
 * How {@link YunetDetector} searches.
 *
 * @param scoreThreshold the least score, 0 to 1
 * @param overlapThreshold of boxes that overlap by more, as part of their union, only the surest stays; 0 to 1
 * @param mostBoxes how many of the surest boxes are looked at before overlaps are thinned out
 * @param longestSidePx an image whose longer side is longer is searched at this size. The network knows faces of some
 *     10 to 300 pixels
 */
public record YunetSettings(double scoreThreshold, double overlapThreshold, int mostBoxes, int longestSidePx) {
    /** OpenCV's own thresholds, on images of up to 640 pixels, the size the network was trained on. */
    public static final YunetSettings DEFAULTS = new YunetSettings(0.9, 0.3, 5000, 640);

    private static final int LEAST_SIDE_PX = 32;
    private static final int MOST_SIDE_PX = 8192;

    /** @throws IllegalArgumentException if a number is out of its range */
    public YunetSettings {
        require("scoreThreshold", scoreThreshold >= 0 && scoreThreshold <= 1, scoreThreshold);
        require("overlapThreshold", overlapThreshold >= 0 && overlapThreshold <= 1, overlapThreshold);
        require("mostBoxes", mostBoxes > 0, mostBoxes);
        require("longestSidePx", longestSidePx >= LEAST_SIDE_PX && longestSidePx <= MOST_SIDE_PX, longestSidePx);
    }

    private static void require(String name, boolean inRange, double value) {
        if (!inRange) {
            throw new IllegalArgumentException("out of range: " + name + "=" + value);
        }
    }

    public YunetSettings withScoreThreshold(double threshold) {
        return new YunetSettings(threshold, overlapThreshold, mostBoxes, longestSidePx);
    }

    public YunetSettings withLongestSidePx(int px) {
        return new YunetSettings(scoreThreshold, overlapThreshold, mostBoxes, px);
    }
}
