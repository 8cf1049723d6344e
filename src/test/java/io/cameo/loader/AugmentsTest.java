package io.cameo.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cameo.compute.SampleRandom;
import io.cameo.image.BadImageException;
import io.cameo.image.Image;
import io.cameo.image.Interpolation;
import io.cameo.image.PixelFormat;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AugmentsTest {
    private static final Interpolation LINEAR = Interpolation.LINEAR;

    private final Arena arena = Arena.ofConfined();
    private final AugmentScratch scratch = AugmentScratch.create();
    private final SampleRandom random = new SampleRandom();

    @AfterEach
    void free() {
        scratch.close();
        arena.close();
    }

    @Test
    void mirrorsHalfOfAll() {
        Image image = Drawn.ramp(arena, 9, 5);
        int mirrored = 0;
        for (int key = 0; key < 2000; key++) {
            random.reset(1, 2, key);
            Image result = Augments.randomMirror().apply(image, random, scratch);
            mirrored += result.sample(0, 3, 0) == 8 ? 1 : 0;
        }
        assertThat(mirrored).isBetween(890, 1110);
        Image result = Augments.mirror().apply(image, random, scratch);
        for (int x = 0; x < 9; x++) {
            assertThat(result.sample(x, 4, 0)).isEqualTo(8 - x);
            assertThat(result.sample(x, 4, 2)).isEqualTo(12 - x);
        }
    }

    @Test
    void randomCropsGoEverywhere() {
        Image image = Drawn.ramp(arena, 12, 11);
        Augment crop = Augments.randomCrop(10, 10, LINEAR);
        int[] counts = new int[6];
        each(crop, image, 3000, (key, result) -> {
            assertThat(result.widthPx() + "x" + result.heightPx()).isEqualTo("10x10");
            int x = result.sample(0, 0, 0);
            int y = result.sample(0, 0, 1);
            assertThat(result.sample(9, 9, 0)).isEqualTo(x + 9);
            assertThat(result.sample(9, 9, 1)).isEqualTo(y + 9);
            counts[y * 3 + x]++;
        });
        assertThat(counts)
                .satisfies(all -> assertThat(Arrays.stream(all).min().orElse(0)).isGreaterThan(400));
        each(Augments.centerCrop(9, 10, LINEAR), image, 1, (key, result) -> {
            assertThat(result.sample(0, 0, 0)).isEqualTo(1);
            assertThat(result.sample(0, 0, 1)).isEqualTo(0);
        });
    }

    /** data_shape 20x40 from 15x9: first the height grows, to 33x20, then the width, to 40x24. */
    @Test
    void smallImagesAreEnlargedBeforeTheyAreCropped() {
        Image image = Drawn.noise(arena, 15, 9, PixelFormat.BGR8, 1);
        each(Augments.centerCrop(40, 20, LINEAR), image, 1, (key, result) -> {
            Image once = scratch.resize(image, 0, 0, 15, 9, 33, 20, LINEAR);
            Image twice = scratch.resize(once, 0, 0, 33, 20, 40, 24, LINEAR);
            assertThat(result.toBytes()).isNotEqualTo(new byte[40 * 20 * 3]);
            byte[] expected = twice.crop(0, 2, 40, 20).toBytes();
            Image again = Augments.centerCrop(40, 20, LINEAR).apply(image, random, scratch);
            assertThat(again.toBytes()).isEqualTo(expected);
        });
    }

    @Test
    void resizedCropsHaveTheAreaAndTheAspectThatWereAskedFor() {
        Image image = Drawn.ramp(arena, 120, 100);
        Augment crop = Augments.randomResizedCrop(16, 16, 0.3f, 0.5f, 0.7f, 0.8f, LINEAR);
        List<Boolean> wide = new ArrayList<>();
        each(crop, image, 500, (key, result) -> {
            // Linear interpolation of a ramp: the last sample less the first one is 15/16 of the crop's side.
            double width = (result.sample(15, 8, 0) - result.sample(0, 8, 0)) * 16 / 15.0;
            double height = (result.sample(8, 15, 1) - result.sample(8, 0, 1)) * 16 / 15.0;
            assertThat(width * height / 12_000).isBetween(0.27, 0.54);
            assertThat(Math.min(width / height, height / width)).isBetween(0.66, 0.84);
            wide.add(width > height);
        });
        assertThat(wide.stream().filter(Boolean::booleanValue).count()).isBetween(180L, 320L);
        Augment never = Augments.randomResizedCrop(16, 16, 3, 4, 1, 1, LINEAR);
        each(
                never,
                image,
                2,
                (key, result) -> assertThat(result.sample(0, 0, 0)).isEqualTo(52));
        Augment square = Augments.squareCrop(16, 16, 32, 64, true, LINEAR);
        each(square, image, 200, (key, result) -> {
            double width = (result.sample(15, 8, 0) - result.sample(0, 8, 0)) * 16 / 15.0;
            assertThat(width).isBetween(30.0, 66.0);
        });
    }

    @Test
    void borderAndCutoutAreWhereTheyBelong() {
        Image image = Drawn.ramp(arena, 30, 20);
        each(Augments.pad(3, 77), image, 1, (key, result) -> {
            assertThat(result.toString()).isEqualTo("36x26 BGR8");
            for (int y = 0; y < 26; y++) {
                for (int x = 0; x < 36; x++) {
                    boolean inside = x >= 3 && x < 33 && y >= 3 && y < 23;
                    assertThat(result.sample(x, y, 0)).isEqualTo(inside ? x - 3 : 77);
                    assertThat(result.sample(x, y, 1)).isEqualTo(inside ? y - 3 : 77);
                }
            }
        });
        int[] hidden = new int[1];
        each(Augments.cutout(10, 200), image, 300, (key, result) -> {
            int count = 0;
            for (int y = 0; y < 20; y++) {
                for (int x = 0; x < 30; x++) {
                    boolean cut = result.sample(x, y, 0) == 200;
                    assertThat(result.sample(x, y, 1)).isEqualTo(cut ? 200 : y);
                    count += cut ? 1 : 0;
                }
            }
            assertThat(count).isBetween(25, 100);
            hidden[0] += count;
        });
        assertThat(image.sample(29, 19, 0)).isEqualTo(29);
        // 55/6 columns and 15/2+... of ten, cut at two borders each: the mean over all centres.
        assertThat(hidden[0] / 300.0).isCloseTo(meanCut(30) * meanCut(20), within(4.0));
    }

    private static double meanCut(int side) {
        double sum = 0;
        for (int center = 0; center < side; center++) {
            sum += Math.min(side, center + 5) - Math.max(0, center - 5);
        }
        return sum / side;
    }

    @Test
    void affineTurnsAboutTheMiddle() {
        Image image = Drawn.ramp(arena, 64, 64);
        Augment quarter = Augments.affine(AffineRange.NONE.withAngles(List.of(90)), 9, Interpolation.NEAREST);
        each(quarter, image, 1, (key, result) -> {
            // 90 degrees: column x comes from row x, row y from column 64 - y.
            assertThat(result.sample(40, 10, 1)).isEqualTo(40);
            assertThat(result.sample(40, 10, 0)).isEqualTo(54);
        });
        Augment half = Augments.affine(AffineRange.NONE.withScale(0.5f, 0.5f), 9, LINEAR);
        each(half, image, 1, (key, result) -> {
            assertThat(result.toString()).isEqualTo("32x32 BGR8");
            assertThat(result.sample(16, 8, 0)).isEqualTo(32);
        });
        Augment turned = Augments.affine(AffineRange.NONE.withAngles(List.of(45)), 9, LINEAR);
        each(
                turned,
                image,
                1,
                (key, result) -> assertThat(result.sample(0, 0, 0)).isEqualTo(9));
    }

    @Test
    void noiseOfPrincipalColoursIsTheSameForAllPixels() {
        Image image = Image.allocate(arena, 4, 4, PixelFormat.BGR8);
        Pixels.fill(image, 0, 0, 4, 4, (byte) 128);
        double[] sums = new double[4];
        each(Augments.pcaNoise(0.1f), image, 4000, (key, result) -> {
            for (int channel = 0; channel < 3; channel++) {
                double add = result.sample(0, 0, channel) - 128;
                assertThat(result.sample(3, 2, channel) - 128).isEqualTo((int) add);
                sums[channel] += add;
                sums[3] += add * add;
            }
        });
        assertThat(sums[0] / 4000).isCloseTo(-0.5, within(0.6));
        // Squares of the eigenvalues: 3082 = 55.46^2 + 4.794^2 + 1.148^2 times 0.01, and what truncation adds.
        assertThat(sums[3] / 4000).isCloseTo(31, within(4.0));
    }

    @Test
    void hueShiftsLeaveGrayAloneAndShiftsOfLightnessDoNot() {
        Image gray = Image.allocate(arena, 4, 4, PixelFormat.BGR8);
        Pixels.fill(gray, 0, 0, 4, 4, (byte) 100);
        byte[] before = gray.toBytes();
        each(
                Augments.hlsJitter(90, 0, 0),
                gray,
                50,
                (key, result) -> assertThat(result.toBytes()).isEqualTo(before));
        int[] range = {255, 0};
        each(Augments.hlsJitter(0, 0, 50), gray, 500, (key, result) -> {
            int sample = result.sample(1, 1, 1);
            assertThat(result.sample(3, 0, 2)).isEqualTo(sample);
            range[0] = Math.min(range[0], sample);
            range[1] = Math.max(range[1], sample);
        });
        assertThat(range[0]).isBetween(49, 60);
        assertThat(range[1]).isBetween(140, 151);
    }

    @Test
    void grayAndDownUpAndRecompressionLoseWhatTheyShould() {
        Image noise = Drawn.noise(arena, 112, 112, PixelFormat.BGR8, 4);
        each(Augments.gray(), noise, 1, (key, result) -> {
            int gray = (noise.sample(7, 8, 0) * 3735
                            + noise.sample(7, 8, 1) * 19235
                            + noise.sample(7, 8, 2) * 9798
                            + 16384)
                    >> 15;
            for (int channel = 0; channel < 3; channel++) {
                assertThat(result.sample(7, 8, channel)).isEqualTo(gray);
            }
        });
        double before = roughness(noise);
        each(Augments.downUp(56, 89), noise, 20, (key, result) -> {
            assertThat(result.toString()).isEqualTo("112x112 BGR8");
            assertThat(roughness(result)).isLessThan(before * 0.8);
        });
        each(Augments.recompress(2, 20), noise, 20, (key, result) -> {
            assertThat(result.toString()).isEqualTo("112x112 BGR8");
            assertThat(roughness(result)).isLessThan(before * 0.8);
        });
    }

    private static double roughness(Image image) {
        double sum = 0;
        for (int i = 0; i < 1000; i++) {
            int x = i * 7 % 111;
            int y = i % 112;
            sum += Math.abs(image.sample(x, y, 1) - image.sample(x + 1, y, 1));
        }
        return sum;
    }

    /** The bytes of a sample depend on its key alone: not on what this scratch did before, nor on which scratch it is. */
    @Test
    void orderAndWorkerDoNotMatter() {
        Augment chain = Augments.chain(AugmentGarbageTest.steps().toList());
        List<Image> images = List.of(
                Drawn.noise(arena, 64, 56, PixelFormat.BGR8, 1),
                Drawn.noise(arena, 80, 90, PixelFormat.BGR8, 2),
                Drawn.noise(arena, 60, 200, PixelFormat.BGR8, 3));
        int[] hashes = new int[60];
        for (int key = 0; key < 60; key++) {
            random.reset(5, 1, key);
            hashes[key] = Arrays.hashCode(
                    chain.apply(images.get(key % 3), random, scratch).toBytes());
        }
        assertThat(Arrays.stream(hashes).distinct().count()).isEqualTo(60);
        SplittableRandom order = new SplittableRandom(9);
        try (AugmentScratch other = AugmentScratch.create()) {
            for (int i = 0; i < 200; i++) {
                int key = order.nextInt(60);
                AugmentScratch worker = order.nextBoolean() ? scratch : other;
                random.reset(5, 1, key);
                Image image = images.get(key % 3);
                Image heap = Image.wrap(
                        MemorySegment.ofArray(image.toBytes()),
                        image.widthPx(),
                        image.heightPx(),
                        image.strideBytes(),
                        image.format());
                Image result = chain.apply(order.nextBoolean() ? heap : image, random, worker);
                assertThat(Arrays.hashCode(result.toBytes())).as("key %d", key).isEqualTo(hashes[key]);
            }
        }
        assertThat(images.getFirst().toBytes())
                .isEqualTo(Drawn.noise(arena, 64, 56, PixelFormat.BGR8, 1).toBytes());
    }

    @Test
    void whatDoesNotFitIsRefused() {
        Image gray = Drawn.noise(arena, 8, 8, PixelFormat.GRAY8, 1);
        assertThatThrownBy(() -> Augments.colorJitter(1, 1, 1).apply(gray, random, scratch))
                .isInstanceOf(BadImageException.class)
                .hasMessageContaining("three channels");
        assertThatThrownBy(() -> Augments.squareCrop(4, 4, 2, 9, true, LINEAR).apply(gray, random, scratch))
                .isInstanceOf(BadImageException.class);
        assertThatThrownBy(() -> Augments.sometimes(1.5, Augments.gray())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Augments.recompress(9, 8)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AffineRange.NONE.withScale(0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Augments.randomResizedCrop(4, 4, 1, 0.5f, 1, 1, LINEAR))
                .isInstanceOf(IllegalArgumentException.class);
        scratch.close();
        assertThatThrownBy(() -> scratch.spare(3, 3, PixelFormat.BGR8)).isInstanceOf(IllegalStateException.class);
    }

    private void each(Augment step, Image image, int samples, BiConsumer<Integer, Image> check) {
        for (int key = 0; key < samples; key++) {
            random.reset(1, 0, key);
            check.accept(key, step.apply(image, random, scratch));
        }
    }
}
