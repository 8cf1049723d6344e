package io.cameo.lst;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelTextTest {
    private static final int ROUNDS = 200_000;

    private static String format(double value) {
        StringBuilder text = new StringBuilder();
        LabelText.append(text, value);
        return text.toString();
    }

    /** Values and texts from C's printf and Python's {@code '%f' % x}, which agree. */
    @ParameterizedTest
    @CsvSource({
        "0.0, 0.000000",
        "-0.0, -0.000000",
        "7.0, 7.000000",
        "-3.0, -3.000000",
        "0.1, 0.100000",
        "1e-7, 0.000000",
        "-1e-7, -0.000000",
        "0.3333333333333333, 0.333333",
        "0.0000005, 0.000000",
        "0.00000050000000000000001, 0.000000",
        "0.00000150000000000000003, 0.000002",
        "2.5e-6, 0.000003",
        "0.0001220703125, 0.000122",
        "0.5000005, 0.500000",
        "9007199254740993.0, 9007199254740992.000000",
        "1e22, 10000000000000000000000.000000",
        "1e23, 99999999999999991611392.000000",
        "Infinity, inf",
        "-Infinity, -inf",
        "NaN, nan"
    })
    void writesWhatPrintfWrites(double value, String expected) {
        assertThat(format(value)).isEqualTo(expected);
    }

    @Test
    void writesWhatPythonWrites() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("testdata/lst/python_percent_f.tsv"));
        assertThat(lines).hasSize(400);
        for (String line : lines) {
            int tab = line.indexOf('\t');
            double value = Double.longBitsToDouble(Long.parseUnsignedLong(line, 0, tab, 16));
            assertThat(format(value)).isEqualTo(line.substring(tab + 1));
        }
    }

    @Test
    void roundsExactTiesToEven() {
        // k / 2^7 has seven decimals that end in 5: the only kind of tie at six decimals.
        assertThat(format(1.0 / 128)).isEqualTo("0.007812");
        assertThat(format(3.0 / 128)).isEqualTo("0.023438");
        assertThat(format(5.0 / 128)).isEqualTo("0.039062");
        assertThat(format(-3.0 / 128)).isEqualTo("-0.023438");
    }

    @Test
    void agreesWithExactDecimalsOnRandomDoubles() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < ROUNDS; i++) {
            double value = switch (i % 3) {
                case 0 -> random.nextInt(-1_000_000, 1_000_000);
                case 1 -> (random.nextDouble() - 0.5) * 1000;
                default -> Double.longBitsToDouble(random.nextLong());
            };
            if (!Double.isFinite(value) || value == 0) {
                continue;
            }
            String expected = new BigDecimal(value)
                    .abs()
                    .setScale(6, RoundingMode.HALF_EVEN)
                    .toPlainString();
            assertThat(format(value))
                    .as("seed %d, value %s", seed, value)
                    .isEqualTo(value < 0 ? "-" + expected : expected);
        }
    }

    @Test
    void readsRandomDecimalsAsJavaDoes() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < ROUNDS; i++) {
            long digits = random.nextLong() >>> random.nextInt(64);
            String text = (random.nextBoolean() ? "-" : "")
                    + BigDecimal.valueOf(digits & Long.MAX_VALUE, random.nextInt(18))
                            .toPlainString();
            assertThat(LabelText.parse(text)).as("seed %d, text %s", seed, text).isEqualTo(Double.parseDouble(text));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "5, 5",
        "+5, 5",
        ".5, 0.5",
        "5., 5",
        "1e3, 1000",
        "1E-3, 0.001",
        "-0, -0.0",
        "inf, Infinity",
        "-Infinity, -Infinity",
        "NaN, NaN"
    })
    void readsWhatPythonReads(String text, double expected) {
        assertThat(Double.compare(LabelText.parse(text), expected)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", ".", "1f", "1d", "0x1p3", "1,5", "1.2.3", "--1", "1e", "abc", "1 2", "+-1"})
    void refusesWhatPythonRefuses(String text) {
        assertThatThrownBy(() -> LabelText.parse(text)).isInstanceOf(NumberFormatException.class);
    }
}
