package io.cameo.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import org.junit.jupiter.api.Test;

class DiceTest {
    @Test
    void answersDoNotDependOnWhatWasAskedBefore() {
        Dice one = Dice.of(5).child("identity", 3);
        Dice two = Dice.of(5).child("identity", 3);
        float nose = one.unit("nose");
        two.unit("chin");
        two.bell("brow", 0, 1);
        assertThat(two.unit("nose")).isEqualTo(nose);
        assertThat(one.unit("nose")).isEqualTo(nose);
    }

    @Test
    void childrenSeedsAndFeaturesDiffer() {
        Dice dice = Dice.of(5);
        assertThat(dice.bits("a"))
                .isNotEqualTo(dice.bits("b"))
                .isNotEqualTo(Dice.of(6).bits("a"));
        assertThat(dice.child("shot", 0).bits("a"))
                .isNotEqualTo(dice.child("shot", 1).bits("a"))
                .isNotEqualTo(dice.child("identity", 0).bits("a"));
    }

    @Test
    void drawsAreUniformAndStayInRange() {
        int count = 20_000;
        double sum = 0;
        double square = 0;
        int[] picked = new int[3];
        for (int i = 0; i < count; i++) {
            Dice d = Dice.of(11).child("trial", i);
            float u = d.unit("u");
            assertThat(u).isGreaterThanOrEqualTo(0f).isLessThan(1f);
            sum += u;
            square += u * u;
            assertThat(d.bell("bell", 2, 0.5f)).isBetween(1.4999f, 2.5001f);
            assertThat(d.below("few", 7)).isBetween(0, 6);
            picked[d.weighted("weighted", 0.2f, 0, 0.8f)]++;
        }
        assertThat(sum / count).isCloseTo(0.5, offset(0.01));
        assertThat(square / count).isCloseTo(1 / 3.0, offset(0.01));
        assertThat(picked[1]).isZero();
        assertThat(picked[0] / (double) count).isCloseTo(0.2, offset(0.015));
    }
}
