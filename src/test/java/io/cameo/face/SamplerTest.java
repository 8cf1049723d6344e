package io.cameo.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.Random;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Windows are resized as OpenCV resizes them; OpenCV itself is asked, with the black border really there. */
class SamplerTest {
    private static final int WIDTH_PX = 61;
    private static final int HEIGHT_PX = 47;
    private static final int BORDER_PX = 100;
    private static final int WINDOWS = 400;
    /** OpenCV sums in another order and, where sizes divide, with other weights. */
    private static final float ROUNDING = 2e-3f;

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);
    private final Sampler sampler = new Sampler();
    private final Mat image = photograph();
    private final Mat bordered = new Mat();

    private static Mat photograph() {
        OpenCvFaces.require();
        return new Mat(HEIGHT_PX, WIDTH_PX, opencv_core.CV_8UC3);
    }

    @BeforeEach
    void fill() {
        byte[] noise = new byte[3 * WIDTH_PX * HEIGHT_PX];
        random.nextBytes(noise);
        image.data().put(noise, 0, noise.length);
        opencv_core.copyMakeBorder(
                image,
                bordered,
                BORDER_PX,
                BORDER_PX,
                BORDER_PX,
                BORDER_PX,
                opencv_core.BORDER_CONSTANT,
                new Scalar(0, 0, 0, 0));
        sampler.look(image);
    }

    @AfterEach
    void close() {
        image.close();
        bordered.close();
    }

    /** A window, often over the edge, and what size it should get. */
    private record Case(int left, int top, int width, int height, int newWidth, int newHeight) {}

    private Case next() {
        int width = 1 + random.nextInt(90);
        int height = random.nextBoolean() ? width : 1 + random.nextInt(90);
        int side = random.nextBoolean() ? 24 : 1 + random.nextInt(60);
        return new Case(
                random.nextInt(WIDTH_PX + 60) - 60,
                random.nextInt(HEIGHT_PX + 60) - 60,
                width,
                height,
                side,
                random.nextBoolean() ? side : 1 + random.nextInt(60));
    }

    private float[] ours(Case window, Sampler.Way way) {
        float[] values = new float[3 * window.newWidth() * window.newHeight()];
        sampler.cut(
                window.left(),
                window.top(),
                window.width(),
                window.height(),
                window.newWidth(),
                window.newHeight(),
                way,
                (x, y, blue, green, red) -> {
                    int at = 3 * (y * window.newWidth() + x);
                    values[at] = blue;
                    values[at + 1] = green;
                    values[at + 2] = red;
                });
        return values;
    }

    private float[] opencv(Case window, boolean asBytes, int interpolation) {
        try (Rect place =
                        new Rect(window.left() + BORDER_PX, window.top() + BORDER_PX, window.width(), window.height());
                Mat part = new Mat(bordered, place);
                Mat source = new Mat();
                Mat resized = new Mat();
                Mat floats = new Mat();
                Size size = new Size(window.newWidth(), window.newHeight())) {
            part.convertTo(source, asBytes ? opencv_core.CV_8U : opencv_core.CV_32F);
            opencv_imgproc.resize(source, resized, size, 0, 0, interpolation);
            resized.convertTo(floats, opencv_core.CV_32F);
            float[] values = new float[3 * window.newWidth() * window.newHeight()];
            floats.<FloatBuffer>createBuffer().get(values);
            return values;
        }
    }

    @Test
    void linearOnBytesIsOpenCvsToTheLastBit() {
        for (int i = 0; i < WINDOWS; i++) {
            Case window = next();
            assertThat(ours(window, Sampler.Way.LINEAR_BYTES))
                    .as("seed %d, window %s", seed, window)
                    .containsExactly(opencv(window, true, opencv_imgproc.INTER_LINEAR));
        }
    }

    @Test
    void linearOnFloatsIsOpenCvs() {
        for (int i = 0; i < WINDOWS; i++) {
            Case window = next();
            assertThat(ours(window, Sampler.Way.LINEAR))
                    .as("seed %d, window %s", seed, window)
                    .containsExactly(opencv(window, false, opencv_imgproc.INTER_LINEAR), within(ROUNDING));
        }
    }

    @Test
    void areaIsOpenCvs() {
        for (int i = 0; i < WINDOWS; i++) {
            Case window = next();
            assertThat(ours(window, Sampler.Way.AREA))
                    .as("seed %d, window %s", seed, window)
                    .containsExactly(opencv(window, false, opencv_imgproc.INTER_AREA), within(ROUNDING));
        }
    }

    /** By the definition: out[i] is the mean of in[floor(i * old / new)] up to in[ceil((i + 1) * old / new)]. */
    @Test
    void adaptiveIsTheMeanOfWhatIsTouched() {
        float[] values = ours(new Case(2, 3, 5, 4, 3, 3), Sampler.Way.ADAPTIVE);
        // Column 1 of 3 touches old columns 1 to 3, row 2 of 3 touches old rows 2 and 3.
        double sum = 0;
        for (int y = 3 + 2; y < 3 + 4; y++) {
            for (int x = 2 + 1; x < 2 + 4; x++) {
                sum += Byte.toUnsignedInt(image.ptr(y, x).get(0));
            }
        }
        assertThat(values[3 * (2 * 3 + 1)]).isCloseTo((float) (sum / 6), within(ROUNDING));
    }

    @Test
    void knowsWhichWindowsShareAPixelWithTheImage() {
        assertThat(sampler.touches(-10, -10, 11, 11)).isTrue();
        assertThat(sampler.touches(-10, -10, 10, 11)).isFalse();
        assertThat(sampler.touches(-10, -10, 11, 10)).isFalse();
        assertThat(sampler.touches(WIDTH_PX - 1, HEIGHT_PX - 1, 5, 5)).isTrue();
        assertThat(sampler.touches(WIDTH_PX, 0, 5, 5)).isFalse();
        assertThat(sampler.touches(0, HEIGHT_PX, 5, 5)).isFalse();
        assertThat(sampler.touches(3, 3, 0, 5)).isFalse();
        assertThat(sampler.touches(3, 3, 5, -1)).isFalse();
        assertThat(sampler.touches(-5, -5, Integer.MAX_VALUE, Integer.MAX_VALUE))
                .isTrue();
    }
}
