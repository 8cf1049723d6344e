package io.cameo.face;

import io.cameo.image.Image;
import io.cameo.image.PixelFormat;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One face from 250x250 to 112x112, beside OpenCV's {@code warpAffine} on one thread over the same native memory. Turned
 * by ten degrees about the centre; at scale 0.4 the crop sees all of the source and a little more, at 0.9 a detail.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class WarpBench {
    private static final int SOURCE_PX = 250;
    private static final int CROP_PX = 112;
    private static final long SEED = 11;

    @Param({"BGR8", "GRAY8", "BGRA8"})
    public PixelFormat format;

    @Param({"0.4", "0.9"})
    public double scale;

    private Arena arena;
    private Image src;
    private Image dst;
    private double[] matrix;
    private WarpScalar scalar;
    private WarpSimd simd;
    private Mat srcMat;
    private Mat dstMat;
    private Mat matrixMat;
    private Size size;
    private Scalar black;

    @Setup
    public void open() {
        opencv_core.setNumThreads(1);
        arena = Arena.ofConfined();
        src = Image.allocate(arena, SOURCE_PX, SOURCE_PX, format);
        dst = Image.allocate(arena, CROP_PX, CROP_PX, format);
        byte[] noise = new byte[(int) src.pixels().byteSize()];
        new Random(SEED).nextBytes(noise);
        MemorySegment.copy(noise, 0, src.pixels(), ValueLayout.JAVA_BYTE, 0, noise.length);
        matrix = centred(scale, Math.toRadians(10));
        scalar = new WarpScalar();
        simd = new WarpSimd();
        int type = opencv_core.CV_MAKETYPE(opencv_core.CV_8U, format.channels());
        srcMat = new Mat(SOURCE_PX, SOURCE_PX, type, new Address(src.pixels()), src.strideBytes());
        dstMat = new Mat(CROP_PX, CROP_PX, type);
        matrixMat = new Mat(2, 3, opencv_core.CV_64F, new DoublePointer(matrix), Mat.AUTO_STEP);
        size = new Size(CROP_PX, CROP_PX);
        black = new Scalar(0, 0, 0, 0);
    }

    @TearDown
    public void close() {
        arena.close();
    }

    @Benchmark
    public Image simd() {
        simd.run(src, matrix, dst);
        return dst;
    }

    @Benchmark
    public Image scalar() {
        scalar.run(src, matrix, dst);
        return dst;
    }

    @Benchmark
    public Mat opencv() {
        opencv_imgproc.warpAffine(
                srcMat, dstMat, matrixMat, size, opencv_imgproc.INTER_LINEAR, opencv_core.BORDER_CONSTANT, black);
        return dstMat;
    }

    private static double[] centred(double scale, double angle) {
        double a = scale * Math.cos(angle);
        double b = scale * Math.sin(angle);
        double from = (SOURCE_PX - 1) / 2.0;
        double to = (CROP_PX - 1) / 2.0;
        return new double[] {a, -b, to - a * from + b * from, b, a, to - b * from - a * from};
    }

    /** Java's memory as OpenCV sees it. */
    private static final class Address extends Pointer {
        Address(MemorySegment segment) {
            address = segment.address();
        }
    }
}
