package io.cameo.loader.matting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cameo.compute.SampleRandom;
import io.cameo.image.ColorMode;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.image.Interpolation;
import io.cameo.image.PixelFormat;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Steps against OpenCV's own answers, which `make_goldens.py` keeps. */
class MattingStepsTest {
    private static final Path GOLDEN = Path.of("testdata/loader/matting");

    private final Arena arena = Arena.ofShared();
    private final StepTools tools = new StepTools();

    @AfterEach
    void close() {
        tools.close();
        arena.close();
    }

    private Image golden(String name, ColorMode mode) throws IOException {
        try (ImageCodec codec = ImageCodec.create()) {
            byte[] file = Files.readAllBytes(GOLDEN.resolve(name + ".png"));
            return codec.decode(MemorySegment.ofArray(file), mode).copy(arena);
        }
    }

    /** How far two images differ at most, and on how many samples. */
    private static int[] difference(Image actual, Image expected) {
        byte[] mine = actual.toBytes();
        byte[] theirs = expected.toBytes();
        assertThat(mine).hasSameSizeAs(theirs);
        int[] difference = new int[2];
        for (int i = 0; i < mine.length; i++) {
            int by = Math.abs(Byte.toUnsignedInt(mine[i]) - Byte.toUnsignedInt(theirs[i]));
            difference[0] = Math.max(difference[0], by);
            difference[1] += by > 0 ? 1 : 0;
        }
        return difference;
    }

    private void compare(String name, ColorMode mode, int mostDifference, BiConsumer<Image, Image> operation)
            throws IOException {
        Image from = golden(mode == ColorMode.GRAY ? "gray" : "color", mode);
        Image expected = golden(name, mode);
        Image to = Image.allocate(arena, expected.widthPx(), expected.heightPx(), expected.format());
        operation.accept(from, to);
        int[] difference = difference(to, expected);
        assertThat(difference[0])
                .as("%s: samples that differ: %s", name, difference[1])
                .isLessThanOrEqualTo(mostDifference);
    }

    /** Versions of OpenCV round weights of linear warps differently, by a level or two on steep edges. */
    @Test
    void warpsAreOpenCvs() throws IOException {
        double[][] parameters = {{7.5, -3, 1.04, 0.96}, {-10, 5, 0.95, 1.05}, {0, 0, 1, 1}};
        for (int i = 0; i < parameters.length; i++) {
            double[] one = parameters[i];
            double[] map = MoveSteps.Affine.map(97, 81, one[0], one[1], one[2], one[3]);
            compare(
                    "affine_color_" + i,
                    ColorMode.COLOR,
                    2,
                    (from, to) -> tools.ops().warpAffine(from, map, to, Interpolation.LINEAR, 0));
            compare(
                    "affine_matte_" + i,
                    ColorMode.GRAY,
                    2,
                    (from, to) -> tools.ops().warpAffine(from, map, to, Interpolation.LINEAR, 0));
            compare(
                    "affine_mask_" + i,
                    ColorMode.GRAY,
                    0,
                    (from, to) -> tools.ops().warpAffine(from, map, to, Interpolation.NEAREST, 0));
        }
    }

    @Test
    void blursAreThoseOfALineOfEqualWeights() throws IOException {
        int[] lengths = {3, 15, 9, 49};
        for (int i = 0; i < lengths.length; i++) {
            BlurSteps.Line line = new BlurSteps.Line(97, 81, BlurSteps.Direction.ALL.get(i), lengths[i]);
            compare("blur_color_" + i, ColorMode.COLOR, 0, (from, to) -> line.blur(from, to, tools));
            compare("blur_matte_" + i, ColorMode.GRAY, 0, (from, to) -> line.blur(from, to, tools));
        }
    }

    @Test
    void gammaIsATable() throws IOException {
        double[] gammas = {0.5, 0.83, 1.5};
        for (int i = 0; i < gammas.length; i++) {
            byte[] table = LookSteps.Gamma.table(gammas[i]);
            byte[] color = golden("color", ColorMode.COLOR).toBytes();
            for (int at = 0; at < color.length; at++) {
                color[at] = table[Byte.toUnsignedInt(color[at])];
            }
            assertThat(color).isEqualTo(golden("gamma_" + i, ColorMode.COLOR).toBytes());
        }
    }

    @Test
    void sizesAreResizedAsOpenCvDoes() throws IOException {
        compare(
                "resize_color",
                ColorMode.COLOR,
                0,
                (from, to) -> SizeSteps.resize(tools.ops(), from, to, ClipPlanes.Kind.IMAGE));
        compare(
                "resize_matte",
                ColorMode.GRAY,
                0,
                (from, to) -> SizeSteps.resize(tools.ops(), from, to, ClipPlanes.Kind.MATTE));
        compare(
                "resize_mask",
                ColorMode.GRAY,
                0,
                (from, to) -> SizeSteps.resize(tools.ops(), from, to, ClipPlanes.Kind.MASK));
    }

    /** The original multiplies by a float, which takes the shorter side of 15 sizes below 5000 to 575. */
    @Test
    void theShorterSideIsAlwaysTheOneThatWasAskedFor() {
        SizeSteps.ResizeShort step = new SizeSteps.ResizeShort(576);
        int wrong = 0;
        for (int size = 1; size < 5000; size++) {
            assertThat(step.sidePx(size, size + 7)).isEqualTo(576);
            int theirs = (int) (size * (576.0 / size));
            wrong += theirs == 576 ? 0 : 1;
            assertThat(theirs).isBetween(575, 576);
            int longer = 2 * size + 1;
            assertThat(step.sidePx(longer, size)).isBetween((int) (longer * (576.0 / size)), 576 * longer / size);
        }
        assertThat(wrong).isEqualTo(15);
        assertThat(step.sidePx(1920, 1080)).isEqualTo(1024);
    }

    @Test
    void theTableOfNoiseIsNormal() {
        double sum = 0;
        double squares = 0;
        int within = 0;
        int[] table = NormalTable.scaled(1);
        for (int i = 0; i < table.length; i++) {
            double value = table[i] / (double) (1 << NormalTable.FRACTION);
            sum += value;
            squares += value * value;
            within += Math.abs(value) < 1 ? 1 : 0;
            assertThat(i == 0 || table[i] > table[i - 1]).isTrue();
        }
        assertThat(sum / table.length).isBetween(-1e-6, 1e-6);
        assertThat(squares / table.length).isBetween(0.995, 1.001);
        assertThat(within / (double) table.length).isBetween(0.682, 0.683);
        assertThat(NormalTable.quantile(0.975)).isBetween(1.9599639, 1.9599640);
    }

    @Test
    void noiseHasTheDeviationThatItNames() {
        ClipPlanes planes = new ClipPlanes();
        try (planes) {
            planes.begin(2, 1, false, 300, 200);
            planes.setPresent(0, 0);
            planes.matte(0, 0).pixels().fill((byte) 77);
            for (int frame = 0; frame < 2; frame++) {
                planes.image(frame).pixels().fill((byte) 128);
            }
            SampleRandom random = new SampleRandom();
            StepLog log = new StepLog();
            new LookSteps.Noise(1, 60).apply(planes, random, tools, log);
            double said = Double.parseDouble(log.toString().substring("noise deviation=".length()));
            double squares = 0;
            byte[] samples = planes.image(1).toBytes();
            for (byte sample : samples) {
                int by = Byte.toUnsignedInt(sample) - 128;
                squares += (double) by * by;
            }
            assertThat(Math.sqrt(squares / samples.length)).isBetween(said * 0.97 - 0.1, said * 1.03 + 0.4);
            assertThat(planes.image(0).toBytes()).isNotEqualTo(samples);
            assertThat(planes.matte(0, 0).toBytes()).containsOnly(77);
        }
    }

    /** Two people far apart: the mean of their mattes is nowhere above 127, which is where the original gives up. */
    @Test
    void cropsHaveSomebodyInThem() {
        StepLog log = new StepLog();
        boolean[] sawSide = new boolean[2];
        try (ClipPlanes planes = new ClipPlanes()) {
            for (int key = 0; key < 200; key++) {
                planes.begin(1, 2, false, 1000, 90);
                planes.image(0).pixels().fill((byte) 0);
                for (int person = 0; person < 2; person++) {
                    planes.setPresent(0, person);
                    planes.matte(0, person).pixels().fill((byte) 0);
                    int at = (person == 0 ? 5 : 985) + 1000 * 40;
                    planes.matte(0, person).pixels().asSlice(at, 8).fill((byte) 200);
                }
                SampleRandom random = new SampleRandom();
                random.reset(1, 2, key);
                log.clear();
                new CropSteps.CropByAlpha(64, 0).apply(planes, random, tools, log);
                assertThat(planes.widthPx()).isEqualTo(64);
                for (int person = 0; person < 2; person++) {
                    for (byte sample : planes.matte(0, person).toBytes()) {
                        sawSide[person] |= sample != 0;
                    }
                }
                boolean first = planes.matte(0, 0).pixels().mismatch(MemorySegment.ofArray(new byte[64 * 64])) >= 0;
                boolean second = planes.matte(0, 1).pixels().mismatch(MemorySegment.ofArray(new byte[64 * 64])) >= 0;
                assertThat(first || second).as(log.toString()).isTrue();
            }
        }
        assertThat(sawSide).containsExactly(true, true);
    }

    @Test
    void anExifTagIsHidden() {
        byte[] jpeg = {
            (byte) 0xff,
            (byte) 0xd8,
            (byte) 0xff,
            (byte) 0xe0,
            0,
            4,
            1,
            2,
            (byte) 0xff,
            (byte) 0xe1,
            0,
            9,
            'E',
            'x',
            'i',
            'f',
            0,
            0,
            7,
            (byte) 0xff,
            (byte) 0xda,
            0,
            2,
            'E',
            'x',
            'i',
            'f'
        };
        byte[] hidden = jpeg.clone();
        FramePicture.hideExif(MemorySegment.ofArray(hidden));
        jpeg[12] = '-';
        assertThat(hidden).isEqualTo(jpeg);
        for (int length = 2; length < jpeg.length; length++) {
            FramePicture.hideExif(MemorySegment.ofArray(jpeg).asSlice(0, length)); // must not run over the end
        }
    }

    @Test
    void flipsTurnEveryPixel() {
        try (ClipPlanes planes = new ClipPlanes()) {
            planes.begin(1, 1, true, 5, 2);
            planes.setPresent(0, 0);
            for (int i = 0; i < 30; i++) {
                planes.image(0).pixels().set(ValueLayout.JAVA_BYTE, i, (byte) i);
            }
            for (int i = 0; i < 10; i++) {
                planes.matte(0, 0).pixels().set(ValueLayout.JAVA_BYTE, i, (byte) i);
                planes.mask(0, 0).pixels().set(ValueLayout.JAVA_BYTE, i, (byte) -i);
            }
            new MoveSteps.Flip(1).apply(planes, new SampleRandom(), tools, new StepLog());
            assertThat(planes.matte(0, 0).toBytes()).containsExactly(4, 3, 2, 1, 0, 9, 8, 7, 6, 5);
            assertThat(planes.mask(0, 0).toBytes()).containsExactly(-4, -3, -2, -1, 0, -9, -8, -7, -6, -5);
            assertThat(planes.image(0).toBytes())
                    .startsWith(12, 13, 14, 9, 10, 11)
                    .endsWith(15, 16, 17);
            assertThat(planes.image(0).format()).isEqualTo(PixelFormat.BGR8);
        }
    }

    @Test
    void rangesThatLeadNowhereAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> MattingSteps.flip(1.1));
        assertThatIllegalArgumentException().isThrownBy(() -> MattingSteps.resizeShort(0));
        assertThatIllegalArgumentException().isThrownBy(() -> MattingSteps.motionBlur(1, 4, 9));
        assertThatIllegalArgumentException().isThrownBy(() -> MattingSteps.recompress(1, 80, 20));
        assertThatIllegalArgumentException().isThrownBy(() -> MattingSteps.gamma(1, 1, 1.2, 1.5));
        assertThatIllegalArgumentException().isThrownBy(() -> MattingSteps.affine(1, 10, 90, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> MattingSteps.noise(1, -1));
    }
}
