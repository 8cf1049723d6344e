package io.cameo.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import org.junit.jupiter.api.Test;

class CurveTest {
    @Test
    void waveIsCloseToASine() {
        for (float x = -2; x < 2; x += 0.013f) {
            assertThat((double) Curve.wave(x)).isCloseTo(StrictMath.sin(2 * Math.PI * x), offset(0.06));
        }
    }

    @Test
    void stepRisesOrFalls() {
        assertThat(Curve.step(1, 3, 0.5f)).isZero();
        assertThat(Curve.step(1, 3, 2)).isEqualTo(0.5f);
        assertThat(Curve.step(1, 3, 4)).isOne();
        assertThat(Curve.step(3, 1, 1.5f)).isGreaterThan(0.5f);
    }

    @Test
    void floorRoundsDownOnBothSidesOfZero() {
        assertThat(Curve.floor(1.9f)).isEqualTo(1);
        assertThat(Curve.floor(-0.1f)).isEqualTo(-1);
        assertThat(Curve.floor(-3)).isEqualTo(-3);
    }

    @Test
    void profileMeetsItsKnotsAndNeverOvershoots() {
        float[] x = {-1, 0, 0.25f, 2, 3};
        float[] y = {2, 2, 5, 4, 4};
        Profile profile = new Profile(x, y);
        for (int i = 0; i < x.length; i++) {
            assertThat(profile.at(x[i])).isCloseTo(y[i], offset(0.01f));
        }
        for (float at = -2; at < 4; at += 0.01f) {
            assertThat(profile.at(at)).isBetween(1.9999f, 5.0001f);
        }
        assertThat(profile.at(-9)).isEqualTo(2);
        assertThat(profile.at(9)).isEqualTo(4);
    }

    @Test
    void noiseIsSmoothAndRepeatsWithoutASeam() {
        for (int i = 0; i < 2000; i++) {
            float x = i * 0.731f - 300;
            float y = i * 0.417f - 100;
            float here = Noise.at(x, y);
            assertThat(here).isBetween(-1f, 1f);
            assertThat(Noise.at(x + 0.01f, y)).isCloseTo(here, offset(0.04f));
            assertThat(Noise.at(x + 256, y - 256)).isCloseTo(here, offset(0.001f));
            assertThat(Noise.octaves(x, y, 4)).isBetween(-1.1f, 1.1f);
        }
    }

    @Test
    void displayUndoesLinearBelowTheShoulder() {
        for (int level = 0; level < 185; level++) {
            assertThat(Tone.display(Tone.linear(level))).isCloseTo(level, offset(0.5f));
        }
        assertThat(Tone.display(-1)).isZero();
        assertThat(Tone.display(100)).isBetween(250f, 255f);
    }
}
