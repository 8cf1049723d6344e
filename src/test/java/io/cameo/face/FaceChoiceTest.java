package io.cameo.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class FaceChoiceTest {
    private static Face face(double x1, double y1, double x2, double y2) {
        return new Face(new FaceBox(x1, y1, x2, y2), 1, null, LandmarkKind.NONE);
    }

    @Test
    void weighsAreaAgainstTwiceTheSquaredDistance() {
        // 40 x 60 = 2400; the centre (30, 50) is 20 left of and 25 above the middle of 100 x 150.
        FaceBox box = new FaceBox(10, 20, 50, 80);
        assertThat(FaceChoice.weight(box, 100, 150)).isEqualTo(2400 - 2 * (20 * 20 + 25 * 25));
    }

    @Test
    void takesALargeFaceOverASmallOneInTheMiddle() {
        Face large = face(0, 0, 60, 60);
        Face small = face(45, 45, 55, 55);
        assertThat(FaceChoice.best(List.of(small, large), 100, 100)).contains(large);
    }

    @Test
    void takesTheMiddleOfTwoOfOneSize() {
        Face aside = face(0, 0, 20, 20);
        Face middle = face(40, 40, 60, 60);
        assertThat(FaceChoice.best(List.of(aside, middle), 100, 100)).contains(middle);
    }

    @Test
    void takesTheOneWhoseWeightIsLeastNegative() {
        Face far = face(0, 0, 4, 4);
        Face near = face(10, 10, 14, 14);
        assertThat(FaceChoice.best(List.of(far, near), 1000, 1000)).contains(near);
    }

    @Test
    void takesTheFirstOfEquals() {
        Face left = face(10, 40, 30, 60);
        Face right = face(70, 40, 90, 60);
        assertThat(FaceChoice.best(List.of(left, right), 100, 100)).containsSame(left);
        assertThat(FaceChoice.best(List.of(right, left), 100, 100)).containsSame(right);
    }

    @Test
    void hasNothingToTakeOfNone() {
        assertThat(FaceChoice.best(List.of(), 100, 100)).isEmpty();
    }

    @Test
    void aFaceSaysWhetherItsLandmarksWereSeen() {
        FaceBox box = new FaceBox(0, 0, 1, 1);
        Landmarks5 points = new EyePair(0, 0, 1, 0).landmarks();
        assertThat(new Face(box, 1, points, LandmarkKind.SEEN).isApproximate()).isFalse();
        assertThat(new Face(box, 1, points, LandmarkKind.FROM_EYES).isApproximate())
                .isTrue();
        assertThatThrownBy(() -> new Face(box, 1, null, LandmarkKind.SEEN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("landmarks and their kind disagree");
        assertThatThrownBy(() -> new Face(box, 1, points, LandmarkKind.NONE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void twoEyesMakeASimilarity() {
        EyePair from = new EyePair(10, 20, 13, 24);
        EyePair onto = new EyePair(100, 50, 100, 60);
        double[] m = from.similarityOnto(onto);
        assertThat(m[0] * 10 + m[1] * 20 + m[2]).isCloseTo(100, within(1e-12));
        assertThat(m[3] * 10 + m[4] * 20 + m[5]).isCloseTo(50, within(1e-12));
        assertThat(m[0] * 13 + m[1] * 24 + m[2]).isCloseTo(100, within(1e-12));
        assertThat(m[3] * 13 + m[4] * 24 + m[5]).isCloseTo(60, within(1e-12));
        assertThat(m[0]).isEqualTo(m[4]);
        assertThat(m[1]).isEqualTo(-m[3]);
        assertThat(Math.hypot(m[0], m[1])).isCloseTo(2, within(1e-12));
    }

    @Test
    void eyesWhereTheTemplateHasThemGiveTheTemplate() {
        Landmarks5 template = FaceTemplate.ARC_FACE_112.points();
        Landmarks5 points = new EyePair(template.x(0), template.y(0), template.x(1), template.y(1)).landmarks();
        for (int i = 0; i < Landmarks5.POINTS; i++) {
            assertThat(points.x(i)).isCloseTo(template.x(i), within(1e-12));
            assertThat(points.y(i)).isCloseTo(template.y(i), within(1e-12));
        }
    }

    @Test
    void oneEyeTwiceIsNoPair() {
        assertThatThrownBy(() -> new EyePair(3, 4, 3, 4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("eyes make no pair: left=3.0 4.0, right=3.0 4.0");
        assertThatThrownBy(() -> new EyePair(3, Double.NaN, 4, 4)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new EyePair(3, 4, Double.POSITIVE_INFINITY, 4))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
