package io.cameo.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.image.Encoding;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.image.PixelFormat;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** What every twin must draw, checked against OpenCV and against what InsightFace's own scripts made with it. */
abstract class WarpContract {
    private static final List<PixelFormat> FORMATS = List.of(PixelFormat.BGR8, PixelFormat.GRAY8, PixelFormat.BGRA8);
    private static final double[] IDENTITY = {1, 0, 0, 0, 1, 0};
    private static final byte GAP = 0x5a;

    private final Warp warp = twin();

    abstract Warp twin();

    @Test
    void goldenCropsAndTheirJpegsAreEqual() {
        try (ImageCodec codec = ImageCodec.create();
                Arena arena = Arena.ofConfined()) {
            for (AlignGolden golden : AlignGolden.all()) {
                Image src = golden.decode(codec);
                assertThat(AlignGolden.sha256(src.toBytes())).isEqualTo(golden.sourceHash());
                Image crop = Image.allocate(arena, golden.widthPx(), 112, PixelFormat.BGR8);
                warp.run(src, golden.transform(), crop);
                assertThat(AlignGolden.sha256(crop.toBytes())).as("%s", golden).isEqualTo(golden.cropHash());
                byte[] jpeg = codec.encode(crop, Encoding.JPEG, 95).toArray(ValueLayout.JAVA_BYTE);
                assertThat(AlignGolden.sha256(jpeg)).as("%s", golden).isEqualTo(golden.jpegHash());
            }
        }
    }

    @Test
    void drawsWhatOpenCvDraws() {
        for (long seed = 0; seed < 3000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            PixelFormat format = FORMATS.get((int) (seed % 3));
            try (Arena arena = Arena.ofConfined()) {
                Image src = noise(arena, side(random, 200), side(random, 200), format, random);
                int width = side(random, 90);
                int height = side(random, 60);
                compare(src, matrix(random, src, width, height), width, height, seed);
            }
        }
    }

    /** Crops as wide as vectors are, and a pixel less and more, wholly inside and half outside. */
    @Test
    void drawsWhatOpenCvDrawsAtTheEdgesOfVectors() {
        SplittableRandom random = new SplittableRandom(77);
        try (Arena arena = Arena.ofConfined()) {
            for (PixelFormat format : FORMATS) {
                Image src = noise(arena, 140, 7, format, random);
                for (int width = 1; width <= 70; width++) {
                    compare(src, new double[] {1, 0, -0.3, 0, 1, -0.7}, width, 5, width);
                    compare(src, new double[] {1, 0, width / 2.0 + 0.3, 0, 1, 2.7}, width, 5, width);
                    compare(src, new double[] {1, 0, width / 2.0 - 139.6, 0, 1, 0.1}, width, 5, width);
                    compare(src, new double[] {-1, 0, width / 2.0 + 0.4, 0, -1, 3}, width, 5, width);
                }
            }
        }
    }

    @Test
    void everySizeOfSmallSourceDrawsWhatOpenCvDraws() {
        SplittableRandom random = new SplittableRandom(78);
        try (Arena arena = Arena.ofConfined()) {
            for (PixelFormat format : FORMATS) {
                for (int width = 1; width <= 6; width++) {
                    for (int height = 1; height <= 4; height++) {
                        Image src = noise(arena, width, height, format, random);
                        compare(src, IDENTITY, width + 2, height + 2, width);
                        compare(src, new double[] {9, 1.5, 4, -1, 8, 5}, 60, 40, width);
                    }
                }
            }
        }
    }

    /** All weights meet all extremes: every fraction, between black and white. */
    @Test
    void extremesDoNotOverflow() {
        try (Arena arena = Arena.ofConfined()) {
            for (int pattern = 0; pattern < 16; pattern++) {
                Image src = Image.allocate(arena, 3, 3, PixelFormat.BGR8);
                for (int i = 0; i < 36; i++) {
                    int bit = i / 9 % 2 * 2 + i / 3 % 3 % 2;
                    if (i < 27 && (pattern >> bit & 1) != 0) {
                        src.pixels().set(ValueLayout.JAVA_BYTE, i, (byte) 255);
                    }
                }
                compare(src, new double[] {32, 0, 0, 0, 32, 0}, 96, 96, pattern);
            }
        }
    }

    @Test
    void theLargestSourceIsOpenCvs() {
        try (Arena arena = Arena.ofConfined()) {
            SplittableRandom random = new SplittableRandom(79);
            Image widest = noise(arena, 32_766, 2, PixelFormat.GRAY8, random);
            Image tallest = noise(arena, 2, 32_766, PixelFormat.BGR8, random);
            compare(widest, new double[] {0.01, 0, 3, 0, 1, 0}, 340, 2, 0);
            compare(widest, new double[] {1, 0, -32_700.5, 0, 1, 0.25}, 80, 3, 0);
            compare(tallest, new double[] {1, 0, 0.25, 0, 1, -32_700.5}, 3, 80, 0);
            compare(tallest, new double[] {0, 0.01, 0, 1, 0, 0}, 340, 2, 0);
            for (Image tooLarge : List.of(
                    noise(arena, 32_767, 1, PixelFormat.GRAY8, random),
                    noise(arena, 1, 32_767, PixelFormat.GRAY8, random))) {
                assertThatThrownBy(() -> OpenCvWarp.run(tooLarge, IDENTITY, 4, 4))
                        .isInstanceOf(RuntimeException.class);
                assertRefused(tooLarge, IDENTITY, Image.allocate(arena, 4, 4, PixelFormat.GRAY8), "too large");
            }
        }
    }

    @Test
    void heapMemoryAndStridesMakeNoDifference() {
        for (long seed = 0; seed < 60; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            try (Arena arena = Arena.ofConfined()) {
                PixelFormat format = FORMATS.get((int) (seed % 3));
                Image src = noise(arena, side(random, 90), side(random, 90), format, random);
                double[] matrix = matrix(random, src, 40, 30);
                byte[] expected = OpenCvWarp.run(src, matrix, 40, 30);
                Image heap = Image.wrap(
                        MemorySegment.ofArray(src.toBytes()), src.widthPx(), src.heightPx(), src.rowBytes(), format);
                Image dst = Image.wrap(
                        MemorySegment.ofArray(new byte[40 * 30 * format.channels()]),
                        40,
                        30,
                        40L * format.channels(),
                        format);
                warp.run(heap, matrix, dst);
                assertThat(dst.toBytes()).as("seed %d", seed).isEqualTo(expected);
            }
        }
    }

    @Test
    void refusesWhatItCannotDraw() {
        try (Arena arena = Arena.ofConfined()) {
            Image src = Image.allocate(arena, 20, 20, PixelFormat.BGR8);
            Image dst = Image.allocate(arena, 9, 9, PixelFormat.BGR8);
            assertRefused(src, IDENTITY, Image.allocate(arena, 9, 9, PixelFormat.GRAY8), "one 8-bit format");
            Image deep = Image.allocate(arena, 9, 9, PixelFormat.BGR16);
            assertRefused(deep, IDENTITY, deep, "one 8-bit format");
            assertRefused(src, IDENTITY, src.crop(3, 3, 5, 5), "share memory");
            Image readOnly = Image.wrap(dst.pixels().asReadOnly(), 9, 9, 27, PixelFormat.BGR8);
            assertRefused(src, IDENTITY, readOnly, "read-only");
            assertRefused(src, new double[5], dst, "six numbers: found=5");
            assertRefused(src, new double[] {1, 0, Double.NaN, 0, 1, 0}, dst, "not finite: at=2, value=NaN");
            assertRefused(src, new double[] {1, 0, 0, Double.NEGATIVE_INFINITY, 1, 0}, dst, "not finite: at=3");
        }
    }

    private void assertRefused(Image src, double[] matrix, Image dst, String reason) {
        assertThatThrownBy(() -> warp.run(src, matrix, dst))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    /** Also that gaps between the target's rows, and the bytes behind it, stay as they are. */
    private void compare(Image src, double[] matrix, int width, int height, long seed) {
        int channels = src.format().channels();
        int gap = width % 3;
        int stride = width * channels + gap;
        byte[] memory = new byte[stride * height + 70];
        Arrays.fill(memory, GAP);
        Image dst = Image.wrap(MemorySegment.ofArray(memory), width, height, stride, src.format());
        warp.run(src, matrix, dst);
        byte[] expected = OpenCvWarp.run(src, matrix, width, height);
        assertThat(dst.toBytes())
                .as("seed %d, src %s, dst %dx%d, matrix %s", seed, src, width, height, Arrays.toString(matrix))
                .isEqualTo(expected);
        for (int y = 0; y < height; y++) {
            for (int i = 0; i < (y < height - 1 ? gap : 70); i++) {
                assertThat(memory[y * stride + width * channels + i]).isEqualTo(GAP);
            }
        }
    }

    private static int side(RandomGenerator random, int most) {
        return random.nextInt(4) == 0 ? random.nextInt(1, 5) : random.nextInt(1, most + 1);
    }

    private static Image noise(Arena arena, int width, int height, PixelFormat format, SplittableRandom random) {
        int gap = random.nextInt(3);
        long stride = (long) width * format.channels() + gap;
        byte[] bytes = new byte[(int) (stride * height)];
        random.nextBytes(bytes);
        // Exactly as long as the image: a read beyond it throws.
        MemorySegment memory = arena.allocate(bytes.length - gap);
        MemorySegment.copy(bytes, 0, memory, ValueLayout.JAVA_BYTE, 0, bytes.length - gap);
        return Image.wrap(memory, width, height, stride, format);
    }

    /** Similarities near and far, any affine map, whole shifts, maps without inverse, and coordinates that overflow. */
    static double[] matrix(SplittableRandom random, Image src, int width, int height) {
        double scale = Math.exp(random.nextDouble(-4, 3));
        double angle = random.nextDouble(-Math.PI, Math.PI);
        double a = scale * Math.cos(angle);
        double b = scale * Math.sin(angle);
        double x = random.nextDouble(src.widthPx());
        double y = random.nextDouble(src.heightPx());
        double tx = width * random.nextDouble(-0.2, 1.2) - a * x + b * y;
        double ty = height * random.nextDouble(-0.2, 1.2) - b * x - a * y;
        double skew = random.nextDouble(-2, 2);
        return switch (random.nextInt(12)) {
            case 0 -> new double[] {1, 0, random.nextInt(-9, 9), 0, 1, random.nextInt(-9, 9)};
            case 1 -> new double[] {a, -b * skew, tx, b, a + skew, ty};
            case 2 -> new double[] {a, b, tx, 2 * a, 2 * b, ty};
            case 3 -> new double[] {0, 0, tx, 0, 0, ty};
            case 4 -> new double[] {a * 1e-5, -b * 1e-5, tx, b * 1e-5, a * 1e-5, ty};
            case 5 -> new double[] {a, -b, tx * 1e5, b, a, ty * -1e5};
            case 6 -> new double[] {1e-300, 0, tx, 0, 1e-300, ty};
            case 7 -> new double[] {random.nextBoolean() ? -1 : 1, 0, width / 2.0, 0, -1, height / 2.0};
            default -> new double[] {a, -b, tx, b, a, ty};
        };
    }
}
