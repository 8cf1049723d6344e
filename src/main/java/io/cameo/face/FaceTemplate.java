package io.cameo.face;

/**
 * Where the five points of a face belong in a crop. A value; free to share.
 *
 * @param widthPx of the crop
 * @param heightPx of the crop
 * @param points in pixels of the crop
 */
public record FaceTemplate(int widthPx, int heightPx, Landmarks5 points) {
    private static final int ARC_SIDE = 112;
    private static final int SPHERE_WIDTH = 96;
    private static final int WIDE_SIDE = 128;
    private static final int MARGIN = 8;

    /** InsightFace's {@code arcface_dst} in {@code face_align.py}, pairs, in a square of 112. */
    private static final float[] ARC_FACE = {
        38.2946f, 51.6963f, 73.5318f, 51.5014f, 56.0252f, 71.7366f, 41.5493f, 92.3655f, 70.7299f, 92.2041f
    };
    /** SphereFace's points in 96x112, pairs: InsightFace's {@code face_preprocess.py} starts from these. */
    private static final float[] SPHERE_FACE = {
        30.2946f, 51.6963f, 65.5318f, 51.5014f, 48.0252f, 71.7366f, 33.5493f, 92.3655f, 62.7299f, 92.2041f
    };

    /** 112x112, the crop of face recognition. */
    public static final FaceTemplate ARC_FACE_112 = arcFace(ARC_SIDE, ARC_SIDE);

    /**
     * Checks the size.
     *
     * @throws IllegalArgumentException if a side is not positive
     */
    public FaceTemplate {
        if (widthPx <= 0 || heightPx <= 0) {
            throw new IllegalArgumentException("template has no pixels: width=" + widthPx + ", height=" + heightPx);
        }
    }

    /**
     * InsightFace's template for a crop of this size: 112x112 and 96x112 (width first) as its
     * {@code face_preprocess.preprocess} has them; squares of n times 112, and of n times 128 where that is not n times
     * 112, as {@code face_align.estimate_norm} has them. A square of the 128 family is the 112 one with 8 pixels, times n,
     * on the left and right, and 16 below, as FFHQ-like crops want. The points are float32, as there: the last x of
     * 112x112 is 62.7299f + 8f, which is 7.6e-6 more than 70.7299f.
     *
     * @throws IllegalArgumentException if there is no template of this size
     */
    public static FaceTemplate arcFace(int widthPx, int heightPx) {
        boolean square = widthPx == heightPx && widthPx > 0;
        if (heightPx == ARC_SIDE && widthPx == SPHERE_WIDTH) {
            return of(widthPx, heightPx, SPHERE_FACE, 1, 0);
        }
        if (square && widthPx == ARC_SIDE) {
            return of(widthPx, heightPx, SPHERE_FACE, 1, MARGIN);
        }
        if (square && widthPx % ARC_SIDE == 0) {
            return of(widthPx, heightPx, ARC_FACE, widthPx / ARC_SIDE, 0);
        }
        if (square && widthPx % WIDE_SIDE == 0) {
            int ratio = widthPx / WIDE_SIDE;
            return of(widthPx, heightPx, ARC_FACE, ratio, MARGIN * ratio);
        }
        throw new IllegalArgumentException("no face template of this size: width=" + widthPx + ", height=" + heightPx
                + ", known=112x112 96x112 n*112 n*128");
    }

    /** Points in float32, times a whole number, shifted right; the arithmetic is float32 as in numpy. */
    static FaceTemplate of(int widthPx, int heightPx, float[] pairs, int ratio, int shiftX) {
        double[] xy = new double[pairs.length];
        for (int i = 0; i < pairs.length; i++) {
            float scaled = pairs[i] * ratio;
            xy[i] = i % 2 == 0 ? scaled + shiftX : scaled;
        }
        return new FaceTemplate(widthPx, heightPx, Landmarks5.ofPairs(xy));
    }
}
