package io.cameo.face;

import java.util.List;

/**
 * The five templates that InsightFace's {@code face_align.estimate_norm} chose from until 2022 unless told
 * {@code mode='arcface'}; ordinals are its pose indexes. Sides are the image's.
 */
public enum FacePose {
    LEFT_PROFILE(51.642f, 50.115f, 57.617f, 49.990f, 35.740f, 69.007f, 51.157f, 89.050f, 57.025f, 89.702f),
    LEFT(45.031f, 50.118f, 65.568f, 50.872f, 39.677f, 68.111f, 45.177f, 86.190f, 64.246f, 86.758f),
    FRONTAL(39.730f, 51.138f, 72.270f, 51.138f, 56.000f, 68.493f, 42.463f, 87.010f, 69.537f, 87.010f),
    RIGHT(46.845f, 50.872f, 67.382f, 50.118f, 72.737f, 68.111f, 48.167f, 86.758f, 67.236f, 86.190f),
    RIGHT_PROFILE(54.796f, 49.990f, 60.771f, 50.115f, 76.673f, 69.007f, 55.388f, 89.702f, 61.257f, 89.050f);

    private static final int SIDE = 112;
    private static final List<FacePose> ALL = List.of(values());

    @SuppressWarnings("ImmutableEnumChecker") // never written to, never handed out
    private final float[] pairs;

    FacePose(float... pairs) {
        this.pairs = pairs;
    }

    /**
     * Landmarks brought to the pose that fits them best.
     *
     * @param pose whose template it is
     * @param template of that pose
     * @param transform to the template
     * @param errorPx the sum of the five distances that remain
     */
    public record Fit(FacePose pose, FaceTemplate template, SimilarityTransform transform, double errorPx) {}

    /**
     * This pose's template.
     *
     * @param sidePx 112 or 224
     * @throws IllegalArgumentException if it is another
     */
    public FaceTemplate template(int sidePx) {
        if (sidePx != SIDE && sidePx != 2 * SIDE) {
            throw new IllegalArgumentException("no pose template of this size: side=" + sidePx + ", known=112 224");
        }
        return FaceTemplate.of(sidePx, sidePx, pairs, sidePx / SIDE, 0);
    }

    /**
     * The pose to whose template the landmarks can be brought nearest, by the sum of the five distances; the first of
     * equals.
     *
     * @param sidePx 112 or 224
     * @throws IllegalArgumentException if it is another, or the landmarks are singular, see
     *     {@link SimilarityTransform#between}
     */
    public static Fit closest(Landmarks5 landmarks, int sidePx) {
        Fit best = ALL.getFirst().fit(landmarks, sidePx);
        for (FacePose pose : ALL.subList(1, ALL.size())) {
            Fit fit = pose.fit(landmarks, sidePx);
            best = fit.errorPx < best.errorPx ? fit : best;
        }
        return best;
    }

    private Fit fit(Landmarks5 landmarks, int sidePx) {
        FaceTemplate template = template(sidePx);
        SimilarityTransform transform = SimilarityTransform.toTemplate(landmarks, template);
        Landmarks5 moved = transform.apply(landmarks);
        double error = 0;
        for (int i = 0; i < Landmarks5.POINTS; i++) {
            double dx = moved.x(i) - template.points().x(i);
            double dy = moved.y(i) - template.points().y(i);
            error += Math.sqrt(dx * dx + dy * dy);
        }
        return new Fit(this, template, transform, error);
    }
}
