package io.cameo.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransformsTest {
    private ImageCodec codec;

    @BeforeEach
    void open() {
        codec = ImageCodec.create();
    }

    @AfterEach
    void close() {
        codec.close();
    }

    /** The images that {@code make_images.py} works on, under its names. */
    static Image source(String name, ImageCodec codec) {
        return switch (name) {
            case "bgr8" -> codec.decode(Golden.segment("src/rgb420_q90.jpg"), ColorMode.COLOR);
            case "gray8" -> codec.decode(Golden.segment("src/rgb420_q90.jpg"), ColorMode.GRAY);
            case "bgra8" -> codec.decode(Golden.segment("src/rgba.png"), ColorMode.UNCHANGED);
            case "bgr16" -> codec.decode(Golden.segment("src/rgb16.png"), ColorMode.UNCHANGED);
            case "gray16" -> codec.decode(Golden.segment("src/gray16.png"), ColorMode.UNCHANGED);
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static Transform parse(String operation) {
        String[] word = operation.split(" ", -1);
        return switch (word[0]) {
            case "resize" ->
                Transforms.resize(
                        Integer.parseInt(word[1]),
                        Integer.parseInt(word[2]),
                        Interpolation.valueOf(word[3].toUpperCase(Locale.ROOT)),
                        0);
            case "flip_horizontal" -> Transforms.flipHorizontal();
            case "flip_vertical" -> Transforms.flipVertical();
            case "pad" -> Transforms.pad(1, 2, 3, 4, 77);
            case "crop" -> Transforms.crop(5, 6, 20, 10);
            case "to_gray" -> Transforms.toGray();
            default -> throw new IllegalArgumentException(operation);
        };
    }

    @Test
    void doesWhatCv2Does() {
        List<String[]> rows = Golden.table("transforms.tsv");
        assertThat(rows).hasSize(173);
        for (String[] row : rows) {
            Image result = parse(row[1]).apply(source(row[0], codec), 0, codec);
            assertThat(result.widthPx() + "x" + result.heightPx() + " " + Golden.sha256(result.toBytes()))
                    .as(row[0] + " " + row[1])
                    .startsWith(row[2] + "x" + row[3] + " " + row[4]);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "80, 60, 48, 64, 48",
        "60, 80, 48, 48, 64",
        "3, 200, 48, 48, 3200",
        "50, 50, 20, 20, 20",
        "81, 60, 7, 9, 7"
    })
    void theShorterSideRulesAndTheOtherIsRoundedDown(int width, int height, int size, int newWidth, int newHeight) {
        try (Arena arena = Arena.ofConfined()) {
            Image image = Image.allocate(arena, width, height, PixelFormat.GRAY8);
            Image result = Transforms.resizeShort(size).apply(image, 0, codec);
            assertThat(result.widthPx()).isEqualTo(newWidth);
            assertThat(result.heightPx()).isEqualTo(newHeight);
        }
    }

    /** Pixels that say where they come from. */
    private static Image coordinates(Arena arena, int widthPx, int heightPx) {
        Image image = Image.allocate(arena, widthPx, heightPx, PixelFormat.GRAY8);
        for (int y = 0; y < heightPx; y++) {
            for (int x = 0; x < widthPx; x++) {
                image.pixels()
                        .set(java.lang.foreign.ValueLayout.JAVA_BYTE, y * image.strideBytes() + x, (byte) (10 * y + x));
            }
        }
        return image;
    }

    @Test
    void cropsTakeTheMiddle() {
        try (Arena arena = Arena.ofConfined()) {
            Image wide = coordinates(arena, 9, 4);
            assertThat(Transforms.centerSquareCrop().apply(wide, 0, codec).sample(0, 0, 0))
                    .isEqualTo(2);
            assertThat(Transforms.centerCrop(2, 3).apply(wide, 0, codec).sample(0, 0, 0))
                    .isEqualTo(3);
            Image tall = coordinates(arena, 4, 9);
            assertThat(Transforms.centerSquareCrop().apply(tall, 0, codec).sample(0, 0, 0))
                    .isEqualTo(20);
            assertThat(Transforms.centerCrop(4, 9).apply(tall, 0, codec).toBytes())
                    .isEqualTo(tall.toBytes());
        }
    }

    @Test
    void aChainIsItsStepsInOrder() {
        Transform chain = Transforms.chain(List.of(
                Transforms.centerSquareCrop(),
                Transforms.flipHorizontal(),
                Transforms.resizeShort(32, Interpolation.AREA, 0),
                Transforms.crop(1, 2, 20, 20),
                Transforms.flipVertical(),
                Transforms.toGray()));
        byte[] whole = chain.apply(source("bgr8", codec), 0, codec).toBytes();

        // The same on copies, so that a step which read its own output would show.
        try (Arena arena = Arena.ofConfined()) {
            Image image = source("bgr8", codec).copy(arena).crop(10, 0, 60, 60).copy(arena);
            image = Transforms.flipHorizontal().apply(image, 0, codec).copy(arena);
            image = Transforms.resize(32, 32, Interpolation.AREA, 0)
                    .apply(image, 0, codec)
                    .copy(arena);
            image = image.crop(1, 2, 20, 20).copy(arena);
            image = Transforms.flipVertical().apply(image, 0, codec).copy(arena);
            assertThat(whole)
                    .isEqualTo(Transforms.toGray().apply(image, 0, codec).toBytes());
        }
    }

    @Test
    void textsNameEveryParameter() {
        Transform chain = Transforms.chain(List.of(
                Transforms.resizeShort(256),
                Transforms.resize(30, 20, Interpolation.RANDOM, 7),
                Transforms.resize(30, 20, Interpolation.AUTO, 7),
                Transforms.centerCrop(224, 112),
                Transforms.centerSquareCrop(),
                Transforms.crop(1, 2, 3, 4),
                Transforms.flipHorizontal(),
                Transforms.flipVertical(),
                Transforms.pad(1, 2, 3, 4, 5),
                Transforms.toGray(),
                Transforms.normalize(new double[] {1.5}, new double[] {2}),
                Transforms.named("mine(3)", (image, key, codec) -> image)));
        assertThat(chain)
                .hasToString("resize_short(256,linear) resize(30x20,random:7) resize(30x20,auto) center_crop(224x112)"
                        + " center_square_crop crop(3x4+1+2) flip_horizontal flip_vertical pad(1,2,3,4,value=5) to_gray"
                        + " normalize(mean=[1.5],std=[2.0]) mine(3)");
        assertThat(Transforms.chain(List.of())).hasToString("none");
    }

    @Test
    void autoChoosesAsIm2recDoes() {
        try (Arena arena = Arena.ofConfined()) {
            Image image = Image.allocate(arena, 10, 10, PixelFormat.GRAY8);
            assertThat(Interpolation.AUTO.resolve(image, 11, 11, 0, 0)).isEqualTo(Interpolation.CUBIC);
            assertThat(Interpolation.AUTO.resolve(image, 9, 9, 0, 0)).isEqualTo(Interpolation.AREA);
            assertThat(Interpolation.AUTO.resolve(image, 9, 11, 0, 0)).isEqualTo(Interpolation.LINEAR);
            assertThat(Interpolation.AUTO.resolve(image, 10, 11, 0, 0)).isEqualTo(Interpolation.LINEAR);
        }
    }

    @Test
    void chanceDependsOnSeedAndKeyAlone() {
        try (Arena arena = Arena.ofConfined()) {
            Image image = Image.allocate(arena, 10, 10, PixelFormat.GRAY8);
            Set<Interpolation> seen = EnumSet.noneOf(Interpolation.class);
            int[] count = new int[5];
            int otherSeed = 0;
            for (int key = 0; key < 5000; key++) {
                Interpolation chosen = Interpolation.RANDOM.resolve(image, 5, 5, 1, key);
                assertThat(Interpolation.RANDOM.resolve(image, 7, 3, 1, key)).isEqualTo(chosen);
                seen.add(chosen);
                count[chosen.code()]++;
                otherSeed += Interpolation.RANDOM.resolve(image, 5, 5, 2, key) == chosen ? 1 : 0;
            }
            assertThat(seen).hasSize(5);
            for (int times : count) {
                assertThat(times).isBetween(900, 1100);
            }
            assertThat(otherSeed).isBetween(900, 1100);
        }
    }

    @Test
    void interpolationsHaveIm2recsNumbers() {
        for (Interpolation value : Interpolation.values()) {
            assertThat(Interpolation.ofCode(value.code())).isEqualTo(value);
        }
        assertThatThrownBy(() -> Interpolation.ofCode(5)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void normalizeRoundsAndClamps() {
        long seed = 12;
        Random random = new Random(seed);
        byte[] samples = new byte[7 * 5 * 3];
        random.nextBytes(samples);
        Image image = Image.wrap(MemorySegment.ofArray(samples), 7, 5, 21, PixelFormat.BGR8);
        double[] mean = {10, -3.25, 127.5};
        double[] std = {1, 0.5, 2};
        byte[] result = Transforms.normalize(mean, std).apply(image, 0, codec).toBytes();
        for (int i = 0; i < samples.length; i++) {
            double exact = (Byte.toUnsignedInt(samples[i]) - mean[i % 3]) / std[i % 3];
            double expected = Math.max(0, Math.min(255, Math.rint(exact)));
            assertThat((double) Byte.toUnsignedInt(result[i]))
                    .as("seed=%d, i=%d", seed, i)
                    .isEqualTo(expected);
        }
    }

    @Test
    void stepsThatDoNotFitSayWhy() {
        try (Arena arena = Arena.ofConfined()) {
            Image small = Image.allocate(arena, 10, 20, PixelFormat.GRAY16);
            assertThatThrownBy(() -> Transforms.centerCrop(11, 5).apply(small, 0, codec))
                    .isInstanceOf(BadImageException.class)
                    .hasMessage("image is smaller than the crop: image=10x20, crop=11x5");
            assertThatThrownBy(() -> Transforms.crop(0, Integer.MAX_VALUE, 1, 1).apply(small, 0, codec))
                    .isInstanceOf(BadImageException.class);
            assertThatThrownBy(() -> Transforms.normalize(new double[] {0}, new double[] {1})
                            .apply(small, 0, codec))
                    .isInstanceOf(BadImageException.class)
                    .hasMessageContaining("10x20 GRAY16");
        }
        assertThatThrownBy(() -> Transforms.resize(0, 5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Transforms.resizeShort(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Transforms.pad(-1, 0, 0, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Transforms.normalize(new double[] {0}, new double[] {0}))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
