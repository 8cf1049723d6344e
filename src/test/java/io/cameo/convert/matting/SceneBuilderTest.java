package io.cameo.convert.matting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cameo.image.Image;
import io.cameo.image.PixelFormat;
import io.cameo.matte.AlphaBox;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What is kept box by box must be what whole planes give. */
class SceneBuilderTest {
    private static final int WIDTH = 60;
    private static final int HEIGHT = 40;

    private static Image noise(SplittableRandom random, int width, int height, PixelFormat format) {
        Image image = Image.allocate(Arena.ofAuto(), width, height, format);
        for (long at = 0; at < image.pixels().byteSize(); at++) {
            int kind = random.nextInt(3);
            int sample = kind == 0 ? 0 : kind == 1 ? 255 : random.nextInt(256);
            image.pixels().set(ValueLayout.JAVA_BYTE, at, (byte) sample);
        }
        return image;
    }

    @Test
    void boxesGiveWhatWholePlanesGive() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        SceneBuilder scene = new SceneBuilder();
        try (PlanePool pool = new PlanePool()) {
            for (int round = 0; round < 50; round++) {
                pool.reset();
                Image canvas = noise(random, WIDTH, HEIGHT, PixelFormat.BGR8);
                double[] expected = canvasOf(canvas);
                scene.begin(canvas);
                List<long[]> alphas = new ArrayList<>();
                int people = random.nextInt(1, 8);
                for (int i = 0; i < people; i++) {
                    int width = random.nextInt(1, WIDTH);
                    int height = random.nextInt(1, HEIGHT);
                    AlphaBox box = new AlphaBox(
                            random.nextInt(WIDTH - width + 1), random.nextInt(HEIGHT - height + 1), width, height);
                    Image alpha = noise(random, width, height, PixelFormat.GRAY8);
                    Image colours = noise(random, width, height, PixelFormat.BGR8);
                    long[] whole = new long[WIDTH * HEIGHT];
                    for (int y = 0; y < height; y++) {
                        for (int x = 0; x < width; x++) {
                            int at = (box.yPx() + y) * WIDTH + box.xPx() + x;
                            int a = alpha.sample(x, y, 0);
                            whole[at] = a;
                            double blended = colours.sample(x, y, 0) * a + expected[at] * (255 - a);
                            expected[at] = Math.floor(blended / 255 + 0.5);
                        }
                    }
                    alphas.add(whole);
                    double hides = scene.wouldHide(alpha, box);
                    assertThat(hides).as("seed %d, round %d", seed, round).isBetween(0.0, 1.0);
                    scene.add(colours, alpha, box, pool);
                    assertThat(most(scene, i))
                            .as("seed %d, round %d", seed, round)
                            .isLessThanOrEqualTo(1.0);
                }
                check(scene, alphas, "seed " + seed + ", round " + round);
                for (int at = 0; at < expected.length; at++) {
                    assertThat(canvas.sample(at % WIDTH, at / WIDTH, 0))
                            .as("seed %d, round %d, at %d", seed, round, at)
                            .isEqualTo((int) expected[at]);
                }
            }
        }
    }

    private static double most(SceneBuilder scene, int person) {
        return scene.people().get(person).hidden();
    }

    private static double[] canvasOf(Image canvas) {
        double[] blue = new double[WIDTH * HEIGHT];
        for (int at = 0; at < blue.length; at++) {
            blue[at] = canvas.sample(at % WIDTH, at / WIDTH, 0);
        }
        return blue;
    }

    private static void check(SceneBuilder scene, List<long[]> alphas, String what) {
        for (int j = 0; j < alphas.size(); j++) {
            SceneBuilder.Person person = scene.people().get(j);
            long left = 0;
            long own = 0;
            for (int at = 0; at < WIDTH * HEIGHT; at++) {
                long product = alphas.get(j)[at];
                own += product;
                long unit = 1;
                for (int k = j + 1; k < alphas.size(); k++) {
                    product *= 255 - alphas.get(k)[at];
                    unit *= 255;
                }
                assertThat(person.matte().sample(at % WIDTH, at / WIDTH, 0))
                        .as("%s, person %d, at %d", what, j, at)
                        .isEqualTo((int) (product / unit));
                left += product / unit;
            }
            assertThat(person.left()).as(what).isEqualTo(left);
            assertThat(person.own()).as(what).isEqualTo(own);
        }
    }

    @Test
    void hidesAsMuchAsItCovers() {
        SceneBuilder scene = new SceneBuilder();
        try (PlanePool pool = new PlanePool()) {
            Image canvas = Image.allocate(Arena.ofAuto(), 20, 10, PixelFormat.BGR8);
            Image full = Image.allocate(Arena.ofAuto(), 10, 10, PixelFormat.GRAY8);
            full.pixels().fill((byte) 255);
            Image colours = Image.allocate(Arena.ofAuto(), 10, 10, PixelFormat.BGR8);
            scene.begin(canvas);
            scene.add(colours, full, new AlphaBox(0, 0, 10, 10), pool);
            assertThat(scene.wouldHide(full, new AlphaBox(7, 0, 10, 10))).isEqualTo(0.3);
            assertThat(scene.wouldHide(full, new AlphaBox(10, 0, 10, 10))).isZero();
            scene.add(colours, full, new AlphaBox(7, 0, 10, 10), pool);
            assertThat(scene.people().getFirst().hidden()).isEqualTo(0.3, within(1e-15));
            assertThat(scene.wouldHide(full, new AlphaBox(0, 0, 10, 10))).isEqualTo(1);
        }
    }
}
