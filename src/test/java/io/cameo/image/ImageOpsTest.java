package io.cameo.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against OpenCV called with matrices of its own. */
class ImageOpsTest {
    private static final List<Interpolation> FIXED = List.of(
            Interpolation.NEAREST,
            Interpolation.LINEAR,
            Interpolation.CUBIC,
            Interpolation.AREA,
            Interpolation.LANCZOS4);

    private static final List<PixelFormat> FORMATS = List.of(PixelFormat.GRAY8, PixelFormat.BGR8, PixelFormat.BGRA8);

    private final Arena arena = Arena.ofConfined();
    private final ImageOps ops = ImageOps.create();

    @AfterEach
    void free() {
        ops.close();
        arena.close();
    }

    /** OpenCV then only copies, which goes by another field of its matrix than arithmetic does. */
    @Test
    void whatHasTheSizeAlreadyIsCopied() {
        SplittableRandom random = new SplittableRandom(9);
        for (PixelFormat format : FORMATS) {
            Image src = noise(31, 17, format, random);
            for (int gap : new int[] {0, 7}) {
                long stride = 31L * format.channels() + gap;
                Image dst = Image.wrap(arena.allocate(stride * 17), 31, 17, stride, format);
                for (Interpolation how : FIXED) {
                    dst.pixels().fill((byte) 0);
                    ops.resize(src, 0, 0, 31, 17, dst, how);
                    assertThat(dst.toBytes())
                            .as("%s %s gap %d", format, how, gap)
                            .isEqualTo(src.toBytes());
                }
            }
        }
    }

    @Test
    void rectanglesOfAnyStrideAreResizedAsByOpenCv() {
        for (int seed = 0; seed < 300; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            PixelFormat format = FORMATS.get(random.nextInt(3));
            Image src = noise(random.nextInt(1, 90), random.nextInt(1, 90), format, random);
            int width = random.nextInt(1, src.widthPx() + 1);
            int height = random.nextInt(1, src.heightPx() + 1);
            int x = random.nextInt(src.widthPx() - width + 1);
            int y = random.nextInt(src.heightPx() - height + 1);
            Image dst = noise(random.nextInt(1, 90), random.nextInt(1, 90), format, random);
            byte[] gaps = dst.pixels().toArray(ValueLayout.JAVA_BYTE);
            Interpolation how = FIXED.get(random.nextInt(5));
            ops.resize(src, x, y, width, height, dst, how);
            try (Mat from = mat(src.crop(x, y, width, height));
                    Mat to = new Mat();
                    Size size = new Size(dst.widthPx(), dst.heightPx())) {
                opencv_imgproc.resize(from, to, size, 0, 0, how.code());
                assertThat(dst.toBytes()).as("seed %d", seed).isEqualTo(bytes(to));
            }
            assertGapsUntouched(dst, gaps);
        }
    }

    @Test
    void warpsAsOpenCvDoes() {
        for (int seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Image src = noise(random.nextInt(1, 90), random.nextInt(1, 90), PixelFormat.BGR8, random);
            Image dst = noise(random.nextInt(1, 90), random.nextInt(1, 90), PixelFormat.BGR8, random);
            double[] map = new double[6];
            for (int i = 0; i < 6; i++) {
                map[i] = random.nextDouble(-2, 2) * (i % 3 == 2 ? 30 : 1);
            }
            ops.warpAffine(src, map, dst, Interpolation.LINEAR, 200);
            try (Mat from = mat(src);
                    Mat to = new Mat();
                    DoublePointer numbers = new DoublePointer(map);
                    Mat matrix = new Mat(2, 3, opencv_core.CV_64F, numbers);
                    Scalar fill = new Scalar(200, 200, 200, 200);
                    Size size = new Size(dst.widthPx(), dst.heightPx())) {
                opencv_imgproc.warpAffine(from, to, matrix, size, 1, opencv_core.BORDER_CONSTANT, fill);
                assertThat(dst.toBytes()).as("seed %d", seed).isEqualTo(bytes(to));
            }
        }
    }

    @Test
    void coloursAreConvertedScaledAndBlendedAsByOpenCv() {
        SplittableRandom random = new SplittableRandom(1);
        Image src = noise(37, 21, PixelFormat.BGR8, random);
        Image second = noise(37, 21, PixelFormat.BGR8, random);
        Image dst = noise(37, 21, PixelFormat.BGR8, random);
        Image gray = noise(37, 21, PixelFormat.GRAY8, random);
        try (Mat from = mat(src);
                Mat other = mat(second);
                Mat to = new Mat()) {
            for (ColorConversion conversion : ColorConversion.values()) {
                boolean fromGray = conversion == ColorConversion.GRAY_TO_BGR;
                boolean toGray = conversion.to() == PixelFormat.GRAY8;
                Image target = toGray ? gray : dst;
                ops.convert(fromGray ? gray : src, conversion, target);
                try (Mat grayMat = mat(gray)) {
                    opencv_imgproc.cvtColor(fromGray ? grayMat : from, to, conversion.code());
                }
                assertThat(target.toBytes()).as("%s", conversion).isEqualTo(bytes(to));
            }
            ops.blend(src, 1.3f, second, -0.3f, dst);
            opencv_core.addWeighted(from, 1.3f, other, -0.3f, 0, to);
            assertThat(dst.toBytes()).isEqualTo(bytes(to));
            ops.scale(src, 0.7, 12.25, dst);
            from.convertTo(to, -1, 0.7, 12.25);
            assertThat(dst.toBytes()).isEqualTo(bytes(to));
            ops.scale(src, 0.7, 12.25, src);
            assertThat(src.toBytes()).isEqualTo(dst.toBytes());
        }
    }

    @Test
    void whatDoesNotFitIsRefused() {
        Image image = Image.allocate(arena, 6, 5, PixelFormat.BGR8);
        Image dst = Image.allocate(arena, 3, 3, PixelFormat.BGR8);
        Image gray = Image.allocate(arena, 6, 5, PixelFormat.GRAY8);
        Image heap = Image.wrap(MemorySegment.ofArray(new byte[27]), 3, 3, 9, PixelFormat.BGR8);
        Image readOnly = Image.wrap(dst.pixels().asReadOnly(), 3, 3, 9, PixelFormat.BGR8);
        Interpolation how = Interpolation.LINEAR;
        assertRefused(() -> ops.resize(image, 1, 0, 6, 5, dst, how), "leaves the image");
        assertRefused(() -> ops.resize(image, 0, 0, 0, 5, dst, how), "leaves the image");
        assertRefused(() -> ops.resize(image, 0, 0, 6, 5, gray, how), "formats differ");
        assertRefused(() -> ops.resize(image, 0, 0, 6, 5, dst, Interpolation.RANDOM), "not a fixed one");
        assertRefused(() -> ops.resize(image, 0, 0, 6, 5, heap, how), "not in native memory");
        assertRefused(() -> ops.resize(image, 0, 0, 6, 5, readOnly, how), "read-only");
        assertRefused(() -> ops.warpAffine(image, new double[5], dst, how, 0), "six numbers");
        assertRefused(() -> ops.scale(image, 1, 0, dst), "sizes differ");
        assertRefused(() -> ops.convert(image, ColorConversion.GRAY_TO_BGR, image), "does not fit");
        Image gone;
        try (Arena brief = Arena.ofConfined()) {
            gone = Image.allocate(brief, 3, 3, PixelFormat.BGR8);
        }
        assertThatThrownBy(() -> ops.scale(gone, 1, 0, dst)).isInstanceOf(IllegalStateException.class);
        ops.close();
        ops.close();
        assertThatThrownBy(() -> ops.scale(dst, 1, 0, dst)).isInstanceOf(IllegalStateException.class);
    }

    private static void assertRefused(Runnable call, String reason) {
        assertThatThrownBy(call::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    private Image noise(int width, int height, PixelFormat format, SplittableRandom random) {
        int stride = width * format.bytesPerPixel() + random.nextInt(4);
        byte[] bytes = new byte[stride * height];
        random.nextBytes(bytes);
        MemorySegment memory = arena.allocate(bytes.length);
        MemorySegment.copy(bytes, 0, memory, ValueLayout.JAVA_BYTE, 0, bytes.length);
        return Image.wrap(memory, width, height, stride, format);
    }

    private static void assertGapsUntouched(Image image, byte[] before) {
        byte[] after = image.pixels().toArray(ValueLayout.JAVA_BYTE);
        for (int i = 0; i < before.length; i++) {
            if (i % image.strideBytes() >= image.rowBytes()) {
                assertThat(after[i]).isEqualTo(before[i]);
            }
        }
    }

    /** A matrix of OpenCV's own, with a copy of the pixels. */
    private static Mat mat(Image image) {
        Mat mat = new Mat(image.heightPx(), image.widthPx(), OpenCv.type(image.format()));
        try (BytePointer data = mat.data()) {
            data.put(image.toBytes());
        }
        return mat;
    }

    private static byte[] bytes(Mat mat) {
        byte[] bytes = new byte[(int) (mat.total() * mat.elemSize())];
        try (BytePointer data = mat.data()) {
            data.get(bytes);
        }
        return bytes;
    }
}
