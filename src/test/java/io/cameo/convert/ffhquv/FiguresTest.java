package io.cameo.convert.ffhquv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cameo.numpy.FloatRows;
import org.junit.jupiter.api.Test;

class FiguresTest {
    @Test
    void missingValuesAreLeftOut() {
        Figures figures = Figures.of(new double[] {4, Double.NaN, 1, 2, 3});
        assertThat(figures).isEqualTo(new Figures(4, 2.5, Math.sqrt(1.25), 1, 2.5, 3.85, 4));
        assertThat(Figures.of(new double[] {7})).isEqualTo(new Figures(1, 7, 0, 7, 7, 7, 7));
    }

    @Test
    void nothingGivesNothing() {
        Figures none = Figures.of(new double[] {Double.NaN});
        assertThat(none.count()).isZero();
        assertThat(none.mean()).isNaN();
        assertThat(none.p95()).isNaN();
    }

    @Test
    void oneFaceAloneHasNoSpreadAndOppositesHaveAll() {
        IdSpread same = IdSpread.of(FloatRows.of(new float[] {3, 4, 6, 8}, 2));
        assertThat(same.totalStd()).isCloseTo(0, within(1e-7));
        assertThat(same.cosineMean()).isCloseTo(1, within(1e-12));
        assertThat(same.cosineStd()).isCloseTo(0, within(1e-7));
        IdSpread opposite = IdSpread.of(FloatRows.of(new float[] {1, 0, -1, 0}, 2));
        assertThat(opposite.totalStd()).isEqualTo(1);
        assertThat(opposite.cosineStd()).isZero();
    }

    @Test
    void embeddingsWithoutDirectionAreRefused() {
        assertThatThrownBy(() -> IdSpread.of(FloatRows.of(new float[] {1, 0, 0, 0}, 2)))
                .hasMessage("embedding has no direction: row=1, length=0.0");
        assertThatThrownBy(() -> IdSpread.of(FloatRows.of(new float[] {Float.NaN, 0}, 2)))
                .hasMessageStartingWith("embedding has no direction");
        assertThatThrownBy(() -> IdSpread.of(FloatRows.of(new float[0], 2))).hasMessage("no embeddings");
    }
}
