package io.cameo.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SimilarityTransformTest {
    /** scikit-image works in float32; 1.3e-4 was the largest difference found, in a translation. */
    private static final double FLOAT32 = 2e-4;

    private static final Landmarks5 ARC_FACE = FaceTemplate.ARC_FACE_112.points();

    @Test
    void matricesAreThoseOfInsightFace() {
        for (AlignGolden golden : AlignGolden.all()) {
            double[] found = SimilarityTransform.toTemplate(golden.landmarks(), golden.template())
                    .matrix();
            assertThat(found)
                    .as("%s", golden)
                    .containsExactly(golden.transform().matrix(), within(FLOAT32));
        }
    }

    @Test
    void findsTheSimilarityThatMadeThePoints() {
        for (long seed = 0; seed < 500; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            SimilarityTransform made = random(random);
            double[] from = random.doubles(2L * random.nextInt(2, 8), -300, 900).toArray();
            double[] to = new double[from.length];
            for (int i = 0; i < from.length; i += 2) {
                to[i] = made.x(from[i], from[i + 1]);
                to[i + 1] = made.y(from[i], from[i + 1]);
            }
            assertThat(SimilarityTransform.between(from, to).matrix())
                    .as("seed %d", seed)
                    .containsExactly(made.matrix(), within(1e-6));
        }
    }

    /** The definition: nothing near it is nearer. */
    @Test
    void noNeighbourFitsBetter() {
        for (long seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Landmarks5 points = Landmarks5.ofPairs(random.doubles(10, 0, 200).toArray());
            SimilarityTransform best = SimilarityTransform.toTemplate(points, FaceTemplate.ARC_FACE_112);
            double least = squares(best, points);
            for (double step : new double[] {1e-3, -1e-3}) {
                assertThat(squares(new SimilarityTransform(best.a() + step, best.b(), best.tx(), best.ty()), points))
                        .isGreaterThan(least);
                assertThat(squares(new SimilarityTransform(best.a(), best.b() + step, best.tx(), best.ty()), points))
                        .isGreaterThan(least);
                assertThat(squares(new SimilarityTransform(best.a(), best.b(), best.tx() + step, best.ty()), points))
                        .isGreaterThan(least);
                assertThat(squares(new SimilarityTransform(best.a(), best.b(), best.tx(), best.ty() + step), points))
                        .isGreaterThan(least);
            }
        }
    }

    private static double squares(SimilarityTransform transform, Landmarks5 points) {
        double[] moved = transform.apply(points).toPairs();
        double[] wanted = ARC_FACE.toPairs();
        double sum = 0;
        for (int i = 0; i < moved.length; i++) {
            sum += (moved[i] - wanted[i]) * (moved[i] - wanted[i]);
        }
        return sum;
    }

    /** A mirrored face is turned, never mirrored back. */
    @Test
    void mirroredLandmarksGiveNoReflection() {
        double[] pairs = ARC_FACE.toPairs();
        for (int i = 0; i < pairs.length; i += 2) {
            pairs[i] = 112 - pairs[i];
        }
        double[] m = SimilarityTransform.toTemplate(Landmarks5.ofPairs(pairs), FaceTemplate.ARC_FACE_112)
                .matrix();
        assertThat(m[0] * m[4] - m[1] * m[3]).isPositive();
    }

    @Test
    void invertAndThenAreAlgebra() {
        for (long seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            SimilarityTransform one = random(random);
            SimilarityTransform two = random(random);
            double x = random.nextDouble(-100, 100);
            double y = random.nextDouble(-100, 100);
            SimilarityTransform back = one.invert();
            assertThat(back.x(one.x(x, y), one.y(x, y))).as("seed %d", seed).isCloseTo(x, within(1e-9));
            assertThat(back.y(one.x(x, y), one.y(x, y))).as("seed %d", seed).isCloseTo(y, within(1e-9));
            SimilarityTransform both = one.then(two);
            assertThat(both.x(x, y)).isCloseTo(two.x(one.x(x, y), one.y(x, y)), within(1e-6));
            assertThat(both.y(x, y)).isCloseTo(two.y(one.x(x, y), one.y(x, y)), within(1e-6));
            assertThat(both.scale()).isCloseTo(one.scale() * two.scale(), within(1e-9));
        }
    }

    @Test
    void singularPointsAreRefused() {
        double[] one = new double[10];
        Arrays.fill(one, 1234.5678);
        assertRefused("points have no measurable spread", one, ARC_FACE.toPairs());
        one[3] = Math.nextUp(one[3]);
        assertRefused("points have no measurable spread", one, ARC_FACE.toPairs());
        double[] huge = {1e200, 0, -1e200, 0, 0, 1e200, 0, 0, 1, 1};
        assertRefused("points have no measurable spread", huge, ARC_FACE.toPairs());
        // A cross, and the same cross mirrored: turning is as good as not turning.
        double[] cross = {1, 0, -1, 0, 0, 1, 0, -1};
        double[] mirrored = {1, 0, -1, 0, 0, -1, 0, 1};
        assertRefused("points resemble the others under no similarity", cross, mirrored);
        assertRefused("points resemble the others under no similarity", cross, new double[8]);
        assertRefused("points do not pair", cross, new double[6]);
        assertRefused("points do not pair", new double[2], new double[2]);
        assertRefused(
                "points have no measurable spread", new double[] {0, Double.NaN, 1, 1}, new double[] {0, 0, 1, 1});
        assertThatThrownBy(() ->
                        SimilarityTransform.toTemplate(Landmarks5.ofPairs(new double[10]), FaceTemplate.ARC_FACE_112))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("points have no measurable spread");
        assertThatThrownBy(() -> new SimilarityTransform(0, 0, 1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SimilarityTransform(1, 0, Double.NaN, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void assertRefused(String reason, double[] from, double[] to) {
        assertThatThrownBy(() -> SimilarityTransform.between(from, to))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(reason);
    }

    private static SimilarityTransform random(SplittableRandom random) {
        double angle = random.nextDouble(-Math.PI, Math.PI);
        double scale = random.nextDouble(0.1, 3);
        return new SimilarityTransform(
                scale * Math.cos(angle),
                scale * Math.sin(angle),
                random.nextDouble(-500, 500),
                random.nextDouble(-500, 500));
    }
}
