package io.cameo.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FaceTemplateTest {
    private static final SimilarityTransform SHOT = new SimilarityTransform(1.7, 0.9, -30, 55);

    @Test
    void arcFaceIsSphereFaceShiftedInFloat32() {
        FaceTemplate narrow = FaceTemplate.arcFace(96, 112);
        FaceTemplate square = FaceTemplate.arcFace(112, 112);
        assertThat(narrow.points().leftEyeX()).isEqualTo(30.2946f);
        assertThat(square.points().leftEyeX()).isEqualTo(38.2946f);
        assertThat(square.points().rightMouthX()).isEqualTo(62.7299f + 8f);
        // The only coordinate where the sum is not the float nearest to the decimal sum.
        assertThat(square.points().rightMouthX() - 70.7299f).isCloseTo(7.6e-6, within(1e-7));
        assertThat(square.points().leftMouthX()).isEqualTo(41.5493f);
        assertThat(square.points().rightMouthY()).isEqualTo(narrow.points().rightMouthY());
        assertThat(FaceTemplate.ARC_FACE_112).isEqualTo(square);
    }

    @ParameterizedTest
    @CsvSource({"224, 2, 0", "336, 3, 0", "128, 1, 8", "256, 2, 16", "512, 4, 32", "896, 8, 0", "1024, 8, 64"})
    void familiesAreMultiplesAndTheWideOneIsShifted(int side, int ratio, int shift) {
        FaceTemplate template = FaceTemplate.arcFace(side, side);
        assertThat(template.widthPx()).isEqualTo(side);
        assertThat(template.heightPx()).isEqualTo(side);
        assertThat(template.points().leftEyeX()).isCloseTo(38.2946 * ratio + shift, within(1e-4));
        assertThat(template.points().rightMouthX()).isCloseTo(70.7299 * ratio + shift, within(1e-4));
        assertThat(template.points().noseY()).isCloseTo(71.7366 * ratio, within(1e-4));
        assertThat(template.points().leftMouthY()).isCloseTo(92.3655 * ratio, within(1e-4));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "-112, -112", "112, 96", "96, 96", "100, 100", "112, 224", "128, 112"})
    void otherSizesAreRefused(int width, int height) {
        assertThatThrownBy(() -> FaceTemplate.arcFace(width, height))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("width=" + width + ", height=" + height);
    }

    @ParameterizedTest
    @EnumSource(FacePose.class)
    void aFaceInAPoseIsFound(FacePose pose) {
        for (int side : new int[] {112, 224}) {
            Landmarks5 seen = SHOT.apply(pose.template(side).points());
            FacePose.Fit fit = FacePose.closest(seen, side);
            assertThat(fit.pose()).isEqualTo(pose);
            assertThat(fit.errorPx()).isCloseTo(0, within(1e-9));
            assertThat(fit.template()).isEqualTo(pose.template(side));
            assertThat(fit.transform().matrix()).containsExactly(SHOT.invert().matrix(), within(1e-9));
        }
    }

    @Test
    void posesAreMirrorImages() {
        Landmarks5 left = FacePose.LEFT_PROFILE.template(112).points();
        Landmarks5 right = FacePose.RIGHT_PROFILE.template(224).points();
        assertThat(left.noseX()).isEqualTo(35.740f);
        assertThat(right.noseX() / 2).isCloseTo(112.413 - left.noseX(), within(1e-3));
        assertThatThrownBy(() -> FacePose.FRONTAL.template(128)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> FacePose.closest(Landmarks5.ofPairs(new double[10]), 112))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
