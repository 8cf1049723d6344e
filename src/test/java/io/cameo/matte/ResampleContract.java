package io.cameo.matte;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.cameo.image.Image;
import io.cameo.image.PixelFormat;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What every twin must do: Pillow's pixels, and those of the specification. */
abstract class ResampleContract {
    private static final int ROUNDS = 200;

    abstract ResampleKernel kernel();

    @Test
    void pixelsArePillows() throws IOException {
        Resample resample = Resample.on(kernel());
        JsonNode cases = Golden.json("pillow.json").get("resizes");
        assertThat(cases).hasSize(84);
        for (JsonNode one : cases) {
            int channels = one.get("channels").asInt();
            int width = one.get("width").asInt();
            int height = one.get("height").asInt();
            Image src = PillowBytes.image(
                    PillowBytes.noise(one.get("seed").asInt(), width * height * channels), width, height, channels);
            Image dst = PillowBytes.blank(
                    one.get("to_width").asInt(), one.get("to_height").asInt(), channels);
            Resample.Filter filter =
                    Resample.Filter.valueOf(one.get("filter").asText().toUpperCase(Locale.ROOT));
            JsonNode box = one.get("box");
            if (box == null) {
                resample.resize(src, dst, filter);
            } else {
                resample.resize(
                        src,
                        box.get(0).asDouble(),
                        box.get(1).asDouble(),
                        box.get(2).asDouble(),
                        box.get(3).asDouble(),
                        dst,
                        filter);
            }
            assertThat(PillowBytes.first(dst))
                    .as(one.toString())
                    .isEqualTo(one.get("first").asText());
            assertThat(PillowBytes.crc32(dst))
                    .as(one.toString())
                    .isEqualTo(one.get("crc32").asLong());
        }
    }

    @Test
    void equalsTheSpecificationAtAnySize() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        Resample twin = Resample.on(kernel());
        Resample specification = Resample.on(new ResampleKernelScalar());
        for (int round = 0; round < ROUNDS; round++) {
            int channels = random.nextBoolean() ? 1 : 3;
            int width = random.nextInt(1, 90);
            int height = random.nextInt(1, 90);
            byte[] bytes = PillowBytes.edges(random.nextInt(), width * height * channels);
            Image src = PillowBytes.image(bytes, width, height, channels);
            int toWidth = random.nextInt(1, 120);
            int toHeight = random.nextInt(1, 120);
            double left = random.nextInt(3) == 0 ? random.nextDouble(width / 2.0) : 0;
            double bottom = random.nextInt(3) == 0 ? random.nextDouble(height / 2.0, height) : height;
            Resample.Filter filter = random.nextBoolean() ? Resample.Filter.BICUBIC : Resample.Filter.BILINEAR;
            Image expected = PillowBytes.blank(toWidth, toHeight, channels);
            Image actual = PillowBytes.blank(toWidth, toHeight, channels);
            specification.resize(src, left, 0, width, bottom, expected, filter);
            twin.resize(src, left, 0, width, bottom, actual, filter);
            assertThat(actual.toBytes()).as("seed %d, round %d", seed, round).isEqualTo(expected.toBytes());
        }
    }

    @Test
    void whatIsShownIsWhatItWouldBe() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        Resample twin = Resample.on(kernel());
        Resample specification = Resample.on(new ResampleKernelScalar());
        for (int round = 0; round < ROUNDS; round++) {
            int channels = random.nextBoolean() ? 1 : 3;
            int width = random.nextInt(1, 150);
            int height = random.nextInt(1, 90);
            Image src = PillowBytes.image(
                    PillowBytes.edges(random.nextInt(), width * height * channels), width, height, channels);
            int toWidth = random.nextInt(1, 150);
            int toHeight = random.nextInt(1, 90);
            Image shown = PillowBytes.blank(toWidth, toHeight, 1);
            for (int i = random.nextInt(toWidth * toHeight); i > 0; i -= random.nextInt(1, 60)) {
                shown.pixels().set(ValueLayout.JAVA_BYTE, i, (byte) random.nextInt(256));
            }
            Image expected = PillowBytes.blank(toWidth, toHeight, channels);
            Image actual = PillowBytes.blank(toWidth, toHeight, channels);
            specification.resize(src, expected, Resample.Filter.BICUBIC);
            twin.resizeShown(src, actual, Resample.Filter.BICUBIC, shown);
            assertThat(seen(actual, shown)).as("seed %d, round %d", seed, round).isEqualTo(seen(expected, shown));
        }
    }

    /** Black where nothing is shown. */
    private static byte[] seen(Image image, Image shown) {
        byte[] bytes = image.toBytes();
        byte[] matte = shown.toBytes();
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = matte[i / image.format().channels()] == 0 ? 0 : bytes[i];
        }
        return bytes;
    }

    @Test
    void refusesWhatDoesNotFit() {
        Resample resample = Resample.on(kernel());
        Image gray = PillowBytes.blank(4, 4, 1);
        Image colour = PillowBytes.blank(4, 4, 3);
        Image wide = Image.allocate(Arena.ofAuto(), 4, 4, PixelFormat.GRAY16);
        assertThatThrownBy(() -> resample.resize(gray, colour, Resample.Filter.BICUBIC))
                .hasMessage("formats do not fit: from=4x4 GRAY8, to=4x4 BGR8");
        assertThatThrownBy(() -> resample.resizeShown(gray, colour, Resample.Filter.BICUBIC, gray))
                .hasMessage("formats do not fit: from=4x4 GRAY8, to=4x4 BGR8");
        assertThatThrownBy(() -> resample.resizeShown(gray, gray, Resample.Filter.BICUBIC, PillowBytes.blank(3, 4, 1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> resample.resize(wide, wide, Resample.Filter.BICUBIC))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> resample.resize(gray, 0, 0, 4.5, 4, gray, Resample.Filter.BICUBIC))
                .hasMessageStartingWith("box leaves the image or is empty: left=0.0");
        assertThatThrownBy(() -> resample.resize(gray, 2, 0, 2, 4, gray, Resample.Filter.BICUBIC))
                .hasMessageStartingWith("box leaves the image or is empty: left=2.0");
    }
}
