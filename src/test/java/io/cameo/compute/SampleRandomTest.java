package io.cameo.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SampleRandomTest {
    /** Another program, written from the description, drew these. */
    @Test
    void numbersAreThoseOfTheDescription() throws IOException {
        JsonNode cases = new ObjectMapper()
                .readTree(Path.of("testdata/compute/random.json").toFile());
        assertThat(cases).hasSize(6);
        SampleRandom random = new SampleRandom();
        for (JsonNode one : cases) {
            reset(random, one);
            for (JsonNode bits : one.get("bits")) {
                assertThat(random.nextLong()).isEqualTo(Long.parseUnsignedLong(bits.asText(), 16));
            }
            long outer = random.enter(3);
            assertThat(random.nextLong())
                    .isEqualTo(Long.parseUnsignedLong(one.get("step3_bits").asText(), 16));
            random.leave(outer);
            for (JsonNode number : one.get("below_1000000007")) {
                assertThat(random.nextInt(1_000_000_007)).isEqualTo(number.asInt());
            }
            reset(random, one);
            for (JsonNode number : one.get("below_1610612736")) {
                assertThat(random.nextInt(1_610_612_736)).isEqualTo(number.asInt());
            }
            reset(random, one);
            for (JsonNode number : one.get("units")) {
                assertThat(random.nextDouble()).isEqualTo(number.asDouble());
            }
            reset(random, one);
            for (JsonNode number : one.get("gauss")) {
                // Python's logarithm may differ in the last place.
                assertThat(random.nextGaussian()).isCloseTo(number.asDouble(), within(1e-12));
            }
        }
    }

    private static void reset(SampleRandom random, JsonNode one) {
        random.reset(
                one.get("seed").asLong(),
                one.get("epoch").asLong(),
                one.get("key").asLong());
    }

    @Test
    void neighboursHaveNothingInCommon() {
        Set<Long> seen = new HashSet<>();
        SampleRandom random = new SampleRandom();
        for (int seed = 0; seed < 8; seed++) {
            for (int epoch = 0; epoch < 8; epoch++) {
                for (int key = 0; key < 100; key++) {
                    random.reset(seed, epoch, key);
                    seen.add(random.nextLong());
                    seen.add(random.nextLong());
                    for (int step = 0; step < 4; step++) {
                        long outer = random.enter(step);
                        seen.add(random.nextLong());
                        random.leave(outer);
                    }
                }
            }
        }
        assertThat(seen).hasSize(8 * 8 * 100 * 6);
    }

    /** First draws over consecutive keys, which is how they are used: as even as one long run would be. */
    @Test
    void drawsOfConsecutiveKeysAreUniform() {
        SampleRandom random = new SampleRandom();
        int[] counts = new int[7];
        int heads = 0;
        double sum = 0;
        double normal = 0;
        double square = 0;
        int samples = 70_000;
        for (int key = 0; key < samples; key++) {
            random.reset(11, 0, key);
            counts[random.nextInt(7)]++;
            heads += random.nextBoolean() ? 1 : 0;
            sum += random.nextDouble();
            double gauss = random.nextGaussian();
            normal += gauss;
            square += gauss * gauss;
        }
        double chi = 0;
        for (int count : counts) {
            chi += Math.pow(count - samples / 7.0, 2) / (samples / 7.0);
        }
        // 6 degrees of freedom: 22.5 is passed once in a thousand; the others are five deviations.
        assertThat(chi).isLessThan(22.5);
        assertThat(heads / (double) samples).isCloseTo(0.5, within(0.0095));
        assertThat(sum / samples).isCloseTo(0.5, within(0.0055));
        assertThat(normal / samples).isCloseTo(0, within(0.019));
        assertThat(square / samples).isCloseTo(1, within(0.027));
    }

    @Test
    void boundsAreKept() {
        SampleRandom random = new SampleRandom();
        random.reset(3, 0, 0);
        Set<Integer> seen = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            seen.add(random.nextInt(-2, 2));
            assertThat(random.nextInt(1)).isZero();
            assertThat(random.nextDouble(3, 4)).isBetween(3.0, 4.0);
            assertThat(random.nextInt(Integer.MAX_VALUE)).isNotNegative();
        }
        assertThat(seen).containsExactlyInAnyOrder(-2, -1, 0, 1, 2);
        assertThat(random.nextBoolean(0)).isFalse();
        assertThat(random.nextBoolean(1)).isTrue();
        assertThatThrownBy(() -> random.nextInt(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> random.nextInt(3, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> random.nextInt(Integer.MIN_VALUE, 5)).isInstanceOf(IllegalArgumentException.class);
    }
}
