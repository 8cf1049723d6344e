package io.cameo.texture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cameo.image.Image;
import io.cameo.image.PixelFormat;
import org.junit.jupiter.api.Test;

class LightTest {
    private static final double NEAR = 1e-6;

    private static DprLight dpr(int coefficient) {
        float[] c = new float[9];
        c[coefficient] = 1;
        return new DprLight(c);
    }

    private static Deep3dLight deep(int coefficient) {
        float[] g = new float[27];
        g[0] = -0.8f;
        g[coefficient] += 1;
        return new Deep3dLight(g);
    }

    /** By hand: half of the square root of pi; the square roots of pi times 3, 15 and 5 likewise. */
    @Test
    void dprHasItsBasis() {
        assertThat(dpr(0).shade(0, 0.6, 0, 0.8)).isCloseTo(0.886227, within(NEAR));
        assertThat(dpr(1).shade(0, 0, 0, 1)).isCloseTo(-1.023327, within(NEAR)); // Y points away
        assertThat(dpr(2).shade(0, 0, 1, 0)).isCloseTo(1.023327, within(NEAR)); // Z up
        assertThat(dpr(3).shade(0, 1, 0, 0)).isCloseTo(1.023327, within(NEAR)); // X to the right
        assertThat(dpr(4).shade(0, 0.6, 0, 0.8)).isCloseTo(0.858086 * -0.8 * 0.6, within(NEAR));
        assertThat(dpr(5).shade(0, 0, 0.6, 0.8)).isCloseTo(0.858086 * -0.8 * 0.6, within(NEAR));
        assertThat(dpr(6).shade(0, 0, 1, 0)).isCloseTo(0.247708 * 2, within(NEAR));
        assertThat(dpr(7).shade(0, 0.6, 0.8, 0)).isCloseTo(0.858086 * 0.48, within(NEAR));
        assertThat(dpr(8).shade(0, 1, 0, 0)).isCloseTo(0.429043, within(NEAR));
        assertThat(dpr(8).shade(0, 0, 0, 1)).isCloseTo(-0.429043, within(NEAR));
    }

    @Test
    void deep3dHasAnother() {
        assertThat(new Deep3dLight(new float[27]).shade(1, 0, 0, 1)).isCloseTo(0.8 * 0.886227, within(NEAR));
        assertThat(deep(0).shade(0, 0, 0, 1)).isCloseTo(0.886227, within(NEAR));
        assertThat(deep(1).shade(0, 0, 1, 0)).isCloseTo(-1.772454, within(NEAR));
        assertThat(deep(2).shade(0, 0, 0, 1)).isCloseTo(1.772454, within(NEAR));
        assertThat(deep(3).shade(0, 1, 0, 0)).isCloseTo(-1.772454, within(NEAR));
        assertThat(deep(4).shade(0, 0.6, 0.8, 0)).isCloseTo(2.427032 * 0.48, within(NEAR));
        assertThat(deep(5).shade(0, 0, 0.6, 0.8)).isNegative();
        assertThat(deep(6).shade(0, 0, 0, 1) / deep(6).shade(0, 1, 0, 0)).isCloseTo(-2, within(NEAR));
        assertThat(deep(7).shade(0, 0.6, 0, 0.8)).isNegative();
        assertThat(deep(8).shade(0, 1, 0, 0)).isPositive();
        assertThat(deep(8).shade(0, 1, 0, 0) + deep(8).shade(0, 0, 1, 0)).isCloseTo(0, within(NEAR));
    }

    @Test
    void theBallIsBrightWhereTheLightIs() {
        Image ball = Patterns.blank(101, 101, PixelFormat.BGR8);
        LightSphere.draw(dpr(2), ball);
        assertThat(ball.sample(50, 3, 0)).isEqualTo(255);
        assertThat(ball.sample(50, 98, 2)).isLessThan(20);
        assertThat(ball.sample(0, 0, 1)).as("corner").isZero();
        LightSphere.draw(dpr(3), ball);
        assertThat(ball.sample(97, 50, 1)).isGreaterThan(ball.sample(50, 50, 1)).isEqualTo(255);
        float[] green = new float[27];
        green[9 + 2] = 1;
        LightSphere.draw(new Deep3dLight(green), ball);
        assertThat(ball.sample(50, 50, 1)).isGreaterThan(ball.sample(50, 50, 0) + 100);
        assertThat(ball.sample(50, 50, 2)).isEqualTo(ball.sample(50, 50, 0));
    }

    @Test
    void kindsAreNotMixed() {
        assertThatThrownBy(() -> new DprLight(new float[27])).hasMessageContaining("expected=9");
        assertThatThrownBy(() -> new Deep3dLight(new float[9])).hasMessageContaining("expected=27");
        assertThatThrownBy(() -> dpr(0).shade(1, 0, 0, 1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> deep(0).shade(3, 0, 0, 1)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
