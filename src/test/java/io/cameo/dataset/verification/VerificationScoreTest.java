package io.cameo.dataset.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cameo.numpy.FloatRows;
import io.cameo.numpy.NpyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class VerificationScoreTest {
    /** Counts are the same; only means and norms are added up in another order. */
    private static final Offset<Double> ROUNDING = within(1e-12);

    @Test
    void agreesWithTheOracle() throws IOException {
        List<String> lines = Files.readAllLines(VerificationSetTest.GOLDEN.resolve("score.tsv"));
        assertThat(lines).hasSize(14);
        for (String line : lines) {
            String[] columns = line.split("\t", -1);
            String name = columns[0] + " " + columns[1];
            int folds = Integer.parseInt(columns[2]);
            try (NpyFile plain = open(columns[0]);
                    NpyFile flipped = open(columns[0] + "_flipped")) {
                VerificationScore score = VerificationScore.of(
                        plain,
                        columns[1].equals("both") ? flipped : null,
                        flags(columns[4]),
                        folds,
                        Double.parseDouble(columns[3]));
                assertThat(score.accuracy()).as(name).isCloseTo(number(columns, 5), ROUNDING);
                assertThat(score.accuracyStd()).as(name).isCloseTo(number(columns, 6), ROUNDING);
                assertThat(score.val()).as(name).isCloseTo(number(columns, 7), ROUNDING);
                assertThat(score.valStd()).as(name).isCloseTo(number(columns, 8), ROUNDING);
                assertThat(score.far()).as(name).isCloseTo(number(columns, 9), ROUNDING);
                assertThat(score.norm()).as(name).isCloseTo(number(columns, 10), within(1e-9));
                for (int fold = 0; fold < folds; fold++) {
                    assertThat(score.accuracies().get(fold)).as(name).isEqualTo(number(columns, 11 + fold));
                    assertThat(score.thresholds().get(fold)).as(name).isEqualTo(number(columns, 11 + folds + fold));
                }
            }
        }
    }

    @Test
    void saysWhichFoldsLackAClass() {
        float[] rows = {1, 0, 1, 0.1f, 0, 1, 1, 0, 1, 0, 1, 0.2f, 0, 1, 1, 0.1f};
        boolean[] same = {true, true, true, false};
        VerificationScore score = VerificationScore.of(FloatRows.of(rows, 2), null, same, 2, 1e-3);
        assertThat(score.oneClassFolds()).containsExactly(0);
        assertThat(score.val()).isNotNaN();
        assertThat(score.far()).isNaN();
    }

    @Test
    void refusesWhatDoesNotFit() {
        FloatRows rows = FloatRows.of(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, 2);
        FloatRows wide = FloatRows.of(new float[16], 4);
        boolean[] two = {true, false};
        assertThatThrownBy(() -> VerificationScore.of(rows, null, new boolean[3], 1, 1e-3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rows=4, pairs=3");
        assertThatThrownBy(() -> VerificationScore.of(rows, wide, two, 1, 1e-3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rowLength=4, expected=2");
        assertThatThrownBy(() -> VerificationScore.of(rows, null, two, 3, 1e-3))
                .isInstanceOf(IllegalArgumentException.class);
        FloatRows broken = FloatRows.of(new float[] {1, 2, 3, 4, Float.NaN, 6, 7, 8}, 2);
        assertThatThrownBy(() -> VerificationScore.of(broken, null, two, 2, 1e-3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("embedding is not finite: row=2");
    }

    private static NpyFile open(String name) throws IOException {
        return NpyFile.open(VerificationSetTest.GOLDEN.resolve("score_" + name + ".npy"));
    }

    private static double number(String[] columns, int index) {
        return Double.parseDouble(columns[index]);
    }

    private static boolean[] flags(String text) {
        boolean[] flags = new boolean[text.length()];
        for (int i = 0; i < flags.length; i++) {
            flags[i] = text.charAt(i) == '1';
        }
        return flags;
    }
}
