package io.cameo.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class Landmarks5Test {
    private static final Landmarks5 POINTS = new Landmarks5(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);

    @Test
    void bothOrdersAreRead() {
        assertThat(Landmarks5.ofPairs(1, 2, 3, 4, 5, 6, 7, 8, 9, 10)).isEqualTo(POINTS);
        assertThat(Landmarks5.ofColumns(1, 3, 5, 7, 9, 2, 4, 6, 8, 10)).isEqualTo(POINTS);
        assertThat(POINTS.toPairs()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        assertThat(POINTS.toColumns()).containsExactly(1, 3, 5, 7, 9, 2, 4, 6, 8, 10);
        assertThat(POINTS.x(0)).isEqualTo(POINTS.leftEyeX());
        assertThat(POINTS.y(4)).isEqualTo(POINTS.rightMouthY());
        assertThatThrownBy(() -> POINTS.x(5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> POINTS.y(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatIsNoNumberIsRefusedWhereverItStands() {
        for (int i = 0; i < 10; i++) {
            for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
                double[] pairs = POINTS.toPairs();
                pairs[i] = bad;
                assertThatThrownBy(() -> Landmarks5.ofPairs(pairs))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageStartingWith("landmark is not a number: point=" + i / 2);
            }
        }
        assertThatThrownBy(() -> Landmarks5.ofPairs(1, 2, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("landmarks need ten numbers: found=3");
        assertThatThrownBy(() -> Landmarks5.ofColumns(new double[11])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void outsideBeginsBehindTheLastPixel() {
        assertThat(POINTS.isInside(10, 11)).isTrue();
        assertThat(POINTS.isInside(9, 11)).isFalse();
        assertThat(POINTS.isInside(10, 10)).isFalse();
        assertThat(Landmarks5.ofPairs(0, 0, 0, 0, 0, 0, 0, 0, 0, 0).isInside(1, 1))
                .isTrue();
        assertThat(Landmarks5.ofPairs(0, 0, 0, 0, -0.01, 0, 0, 0, 0, 0).isInside(1, 1))
                .isFalse();
        assertThat(Landmarks5.ofPairs(0, 0, 0, 0, 0, 0, 0, 0, 0, -0.01).isInside(1, 1))
                .isFalse();
    }
}
