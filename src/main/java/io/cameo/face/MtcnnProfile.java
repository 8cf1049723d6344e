package io.cameo.face;

/**
 * How the cascade is run: whose arithmetic, and its settings.
 *
 * <p>Three programs run the same networks and differ in how they shrink the image, round boxes, cut them out at the
 * border and count pixels, so that their boxes and points differ by a pixel or so. A data set should be aligned by one.
 *
 * @param dialect whose arithmetic
 * @param minFacePx the smallest face to look for, in pixels, 6 or more; time grows with its inverse square
 * @param pThreshold what the first network's probability must pass, 0 to 1
 * @param rThreshold the same of the second
 * @param oThreshold the same of the third
 * @param pyramidFactor by how much each step of the image pyramid is smaller than the one before, 0 to 1
 * @param accurateLandmarks whether a fourth network moves the five points, which then are whole pixels
 */
public record MtcnnProfile(
        Dialect dialect,
        double minFacePx,
        double pThreshold,
        double rThreshold,
        double oThreshold,
        double pyramidFactor,
        boolean accurateLandmarks) {

    /**
     * InsightFace's {@code deploy/mtcnn_detector.py} with that class's defaults. Its own alignment runs it with
     * {@link #withAccurateLandmarks accurate landmarks}.
     */
    public static final MtcnnProfile INSIGHTFACE =
            new MtcnnProfile(Dialect.INSIGHTFACE, 20, 0.6, 0.7, 0.8, 0.709, false);

    /** Facenet's {@code src/align/detect_face.py} with the settings that InsightFace's {@code align_lfw.py} gives it. */
    public static final MtcnnProfile FACENET = new MtcnnProfile(Dialect.FACENET, 20, 0.6, 0.7, 0.9, 0.85, false);

    /** {@code facenet-pytorch}'s MTCNN with its defaults. */
    public static final MtcnnProfile FACENET_PYTORCH =
            new MtcnnProfile(Dialect.FACENET_PYTORCH, 20, 0.6, 0.7, 0.7, 0.709, false);

    private static final double LEAST_FACE_PX = 6;

    /** Whose arithmetic. */
    public enum Dialect {
        INSIGHTFACE,
        FACENET,
        FACENET_PYTORCH
    }

    /** @throws IllegalArgumentException if a number is out of its range */
    public MtcnnProfile {
        // The first network's window is 12 pixels: below that the image is enlarged, and at 6 is four times as large.
        require("minFacePx", minFacePx >= LEAST_FACE_PX && minFacePx < Integer.MAX_VALUE, minFacePx);
        require("pThreshold", pThreshold >= 0 && pThreshold <= 1, pThreshold);
        require("rThreshold", rThreshold >= 0 && rThreshold <= 1, rThreshold);
        require("oThreshold", oThreshold >= 0 && oThreshold <= 1, oThreshold);
        require("pyramidFactor", pyramidFactor > 0 && pyramidFactor <= 0.99, pyramidFactor);
    }

    private static void require(String name, boolean inRange, double value) {
        if (!inRange) {
            throw new IllegalArgumentException("out of range: " + name + "=" + value);
        }
    }

    public MtcnnProfile withMinFacePx(double px) {
        return new MtcnnProfile(dialect, px, pThreshold, rThreshold, oThreshold, pyramidFactor, accurateLandmarks);
    }

    public MtcnnProfile withThresholds(double p, double r, double o) {
        return new MtcnnProfile(dialect, minFacePx, p, r, o, pyramidFactor, accurateLandmarks);
    }

    public MtcnnProfile withPyramidFactor(double factor) {
        return new MtcnnProfile(dialect, minFacePx, pThreshold, rThreshold, oThreshold, factor, accurateLandmarks);
    }

    public MtcnnProfile withAccurateLandmarks(boolean accurate) {
        return new MtcnnProfile(dialect, minFacePx, pThreshold, rThreshold, oThreshold, pyramidFactor, accurate);
    }
}
