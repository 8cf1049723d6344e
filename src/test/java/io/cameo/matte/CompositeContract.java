package io.cameo.matte;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.cameo.image.Image;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/** What every twin must do: Pillow's bytes, exact mattes, exact sums. */
abstract class CompositeContract {
    private static final int ROUNDS = 60;
    private static final BigInteger UNIT = BigInteger.valueOf(255);

    abstract Composite composite();

    @Test
    void pastesAsPillowDoes() throws IOException {
        JsonNode cases = Golden.json("pillow.json").get("pastes");
        assertThat(cases).hasSize(12);
        for (JsonNode one : cases) {
            int seed = one.get("seed").asInt();
            int channels = one.get("channels").asInt();
            int width = one.get("width").asInt();
            int height = one.get("height").asInt();
            int count = width * height;
            Image canvas = PillowBytes.image(PillowBytes.noise(seed, count * channels), width, height, channels);
            Image colours = PillowBytes.image(PillowBytes.noise(seed + 1, count * channels), width, height, channels);
            Image alpha = PillowBytes.image(PillowBytes.edges(seed + 2, count), width, height, 1);
            composite().paste(colours, alpha, canvas);
            assertThat(PillowBytes.first(canvas))
                    .as(one.toString())
                    .isEqualTo(one.get("first").asText());
            assertThat(PillowBytes.crc32(canvas))
                    .as(one.toString())
                    .isEqualTo(one.get("crc32").asLong());
        }
    }

    @Test
    void everySampleOverEveryOtherWithEveryAlpha() throws IOException {
        byte[] rows = new byte[65536];
        byte[] columns = new byte[65536];
        byte[] under = new byte[65536];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = (byte) (i >> 8);
            columns[i] = (byte) i;
        }
        CRC32 sum = new CRC32();
        for (int sample = 0; sample < 256; sample++) {
            Arrays.fill(under, (byte) sample);
            Image canvas = PillowBytes.image(under, 256, 256, 1);
            composite().paste(PillowBytes.image(rows, 256, 256, 1), PillowBytes.image(columns, 256, 256, 1), canvas);
            sum.update(canvas.toBytes());
        }
        assertThat(sum.getValue())
                .isEqualTo(Golden.json("pillow.json").get("every_paste_crc32").asLong());
    }

    @Test
    void mattesAreExactAndSumToOneAtMost() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < ROUNDS; round++) {
            int people = random.nextInt(1, Composite.MOST_LAYERS + 1);
            int width = random.nextInt(1, 200);
            int height = random.nextInt(1, 4);
            boolean soft = random.nextInt(3) == 0;
            List<Image> alphas = new ArrayList<>();
            for (int i = 0; i < people; i++) {
                int start = random.nextInt();
                byte[] bytes =
                        soft ? PillowBytes.noise(start, width * height) : PillowBytes.edges(start, width * height);
                alphas.add(PillowBytes.image(bytes, width, height, 1));
            }
            int[] sums = new int[width * height];
            for (int i = 0; i < people; i++) {
                List<Image> later = new ArrayList<>(alphas.subList(i + 1, people));
                Image visible = PillowBytes.blank(width, height, 1);
                composite().visible(alphas.get(i), later, visible);
                for (int at = 0; at < sums.length; at++) {
                    int actual = visible.sample(at % width, at / width, 0);
                    assertThat(actual)
                            .as("seed %d, round %d, person %d, at %d", seed, round, i, at)
                            .isEqualTo(exact(alphas.get(i), later, at % width, at / width));
                    sums[at] += actual;
                }
                Collections.reverse(later);
                byte[] before = visible.toBytes();
                Image inPlace = PillowBytes.image(alphas.get(i).toBytes(), width, height, 1);
                composite().visible(inPlace, later, inPlace);
                assertThat(inPlace.toBytes())
                        .as("seed %d, round %d", seed, round)
                        .isEqualTo(before);
            }
            assertThat(Arrays.stream(sums).max().orElseThrow())
                    .as("seed %d, round %d", seed, round)
                    .isLessThanOrEqualTo(255);
        }
    }

    private static int exact(Image alpha, List<Image> later, int x, int y) {
        BigInteger product = BigInteger.valueOf(alpha.sample(x, y, 0));
        for (Image plane : later) {
            product = product.multiply(UNIT.subtract(BigInteger.valueOf(plane.sample(x, y, 0))));
        }
        return product.divide(UNIT.pow(later.size())).intValueExact();
    }

    @Test
    void sumsAreExact() {
        SplittableRandom random = new SplittableRandom(5);
        for (int width = 1; width < 300; width += 7) {
            Image left = PillowBytes.image(PillowBytes.noise(random.nextInt(), width * 2), width, 2, 1);
            Image right = PillowBytes.image(PillowBytes.noise(random.nextInt(), width * 2), width, 2, 1);
            long sum = 0;
            long product = 0;
            for (int i = 0; i < width * 2; i++) {
                sum += left.sample(i % width, i / width, 0);
                product += (long) left.sample(i % width, i / width, 0) * right.sample(i % width, i / width, 0);
            }
            assertThat(composite().sum(left)).isEqualTo(sum);
            assertThat(composite().product(left, right)).isEqualTo(product);
        }
        byte[] most = new byte[1_000_003];
        Arrays.fill(most, (byte) 255);
        Image white = PillowBytes.image(most, most.length, 1, 1);
        assertThat(composite().sum(white)).isEqualTo(255L * most.length);
        assertThat(composite().product(white, white)).isEqualTo(255L * 255 * most.length);
    }

    @Test
    void refusesWhatDoesNotFit() {
        Image gray = PillowBytes.blank(4, 4, 1);
        Image colour = PillowBytes.blank(4, 4, 3);
        Image other = PillowBytes.blank(5, 4, 1);
        assertThatThrownBy(() -> composite().paste(colour, gray, gray)).hasMessageStartingWith("formats do not fit");
        assertThatThrownBy(() -> composite().paste(colour, colour, colour)).hasMessageStartingWith("not a plane");
        assertThatThrownBy(() -> composite().paste(gray, other, gray)).hasMessageStartingWith("sizes differ");
        assertThatThrownBy(() -> composite().visible(gray, List.of(other), gray))
                .hasMessageStartingWith("sizes differ");
        assertThatThrownBy(() -> composite().visible(gray, Collections.nCopies(7, gray), gray))
                .hasMessage("too many layers: later=7, most=6");
        assertThatThrownBy(() -> composite().product(gray, other)).hasMessageStartingWith("sizes differ");
    }
}
