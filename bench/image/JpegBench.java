package io.cameo.image;

import io.cameo.scene.Portrait;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * 112x112 portraits at quality 95 to pixels; run it with {@code -prof gc}. The bound is libturbojpeg alone, called again
 * and again with the same memory: no checks, no copy of the file. Turns within one call keep the ratio honest on a
 * machine that others use: see {@link #main}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init") // JMH calls draw() before anything else
public class JpegBench {
    private static final int IMAGES = 256;
    private static final int SIZE_PX = 112;
    private static final int ROW_BYTES = 3 * SIZE_PX;
    private static final int QUALITY = 95;

    private final List<MemorySegment> heap = new ArrayList<>();
    private final List<MemorySegment> bare = new ArrayList<>();
    private Arena arena;
    private MemorySegment handle;
    private MemorySegment pixels;
    private JpegDecoder turbo;
    private JpegDecoder opencv;
    private ImageCodec codec;
    private int next;

    @Setup
    public void draw() {
        arena = Arena.ofShared();
        pixels = arena.allocate(ROW_BYTES * SIZE_PX, 64);
        turbo = JpegDecoder.create(JpegLibrary.TURBO);
        opencv = JpegDecoder.create(JpegLibrary.OPENCV);
        handle = TurboJpegNative.init();
        codec = ImageCodec.create();
        Portrait portrait = new Portrait(SIZE_PX);
        Image image = Image.wrap(arena.allocate(portrait.byteSize()), SIZE_PX, SIZE_PX, ROW_BYTES, PixelFormat.BGR8);
        for (int i = 0; i < IMAGES; i++) {
            portrait.draw(1, i % 40, i / 40, image.pixels(), new float[10]);
            byte[] file = codec.encode(image, Encoding.JPEG, QUALITY).toArray(ValueLayout.JAVA_BYTE);
            heap.add(MemorySegment.ofArray(file));
            bare.add(arena.allocate(file.length, 64).copyFrom(MemorySegment.ofArray(file)));
        }
    }

    @TearDown
    public void close() {
        turbo.close();
        opencv.close();
        codec.close();
        TurboJpegNative.destroy(handle);
        arena.close();
    }

    @Benchmark
    public int boundBareTurbo() {
        MemorySegment file = bare.get(next++ & (IMAGES - 1));
        return TurboJpegNative.decompress(
                handle, file, file.byteSize(), pixels, SIZE_PX, ROW_BYTES, SIZE_PX, TurboJpegNative.PIXELS_BGR);
    }

    @Benchmark
    public int turbo() {
        return decode(turbo);
    }

    @Benchmark
    public int opencv() {
        return decode(opencv);
    }

    @Benchmark
    public int codec() {
        Image image = codec.decode(heap.get(next++ & (IMAGES - 1)), ColorMode.COLOR);
        MemorySegment.copy(image.pixels(), 0, pixels, 0, pixels.byteSize());
        return image.widthPx();
    }

    private int decode(JpegDecoder decoder) {
        MemorySegment file = heap.get(next++ & (IMAGES - 1));
        decoder.read(file, 0, file.byteSize());
        decoder.decode(pixels, 0, ROW_BYTES, ChannelOrder.BGR, 1);
        return decoder.widthPx();
    }

    /** Rounds of all four in turns; prints the time of one image, and its distance from the bound. */
    public static void main(String[] args) {
        JpegBench bench = new JpegBench();
        bench.draw();
        JpegTurns.run(
                List.of("bare libturbojpeg", "JpegDecoder, turbo", "JpegDecoder, opencv", "ImageCodec"),
                List.of(bench::boundBareTurbo, bench::turbo, bench::opencv, bench::codec),
                IMAGES);
        bench.close();
    }
}
