package io.cameo.loader;

import io.cameo.image.ChannelOrder;
import io.cameo.image.Encoding;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.image.JpegDecoder;
import io.cameo.image.PixelFormat;
import io.cameo.record.IrHeader;
import io.cameo.record.RecordFile;
import io.cameo.record.RecordView;
import io.cameo.record.RecordWriter;
import io.cameo.scene.Portrait;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
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
 * One 112x112 sample by key from a page-cached file; run it with {@code -prof gc}. The bound is the decoder alone on a
 * payload that is found already.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SampleBench {
    private static final int RECORDS = 1000;
    private static final int SIZE_PX = 112;

    @Param({"JPEG", "RAW", "LZ4"})
    private Encoding encoding;

    private Path rec;
    private RecordFile file;
    private Sampler pixels;
    private Sampler floats;
    private JpegDecoder decoder;
    private RecordView view;
    private Arena arena;
    private MemorySegment dst;
    private int next;

    @Setup
    public void write() throws IOException {
        rec = Files.createTempDirectory("cameo-samples").resolve("faces.rec");
        arena = Arena.ofShared();
        dst = arena.allocate(4L * 3 * SIZE_PX * SIZE_PX, 64);
        Image image = Image.allocate(arena, SIZE_PX, SIZE_PX, PixelFormat.BGR8);
        try (RecordWriter writer = RecordWriter.create(rec);
                ImageCodec codec = ImageCodec.create()) {
            for (int i = 0; i < RECORDS; i++) {
                new Portrait(SIZE_PX).draw(1, i % 40, i / 40, image.pixels(), new float[10]);
                writer.write(i, IrHeader.scalar(i, i), codec.encode(image, encoding, 95));
            }
            writer.commit();
        }
        file = RecordFile.open(rec);
        pixels = SampleReader.of(file, SampleFormat.rgb(SIZE_PX, SIZE_PX)).sampler();
        floats = SampleReader.of(file, SampleFormat.face(SIZE_PX, SIZE_PX)).sampler();
        decoder = JpegDecoder.create();
        view = new RecordView();
    }

    @TearDown
    public void delete() throws IOException {
        pixels.close();
        floats.close();
        decoder.close();
        file.close();
        arena.close();
        try (var all = Files.list(rec.getParent())) {
            for (Path each : all.toList()) {
                Files.delete(each);
            }
        }
        Files.delete(rec.getParent());
    }

    private int key() {
        next = (next + 7) % RECORDS;
        return next;
    }

    @Benchmark
    public MemorySegment bytesNhwc() {
        pixels.read(key(), dst);
        return dst;
    }

    @Benchmark
    public MemorySegment floatsNchw() {
        floats.read(key(), dst);
        return dst;
    }

    /** JPEG only: the same image again and again. */
    @Benchmark
    public MemorySegment boundDecoderAlone() {
        file.read(3, view);
        if (encoding == Encoding.JPEG) {
            decoder.read(view.segment(), view.payloadOffset(), view.payloadLength());
            decoder.decode(dst, 0, 3L * SIZE_PX, ChannelOrder.RGB, 1);
        } else {
            MemorySegment.copy(view.segment(), view.payloadOffset(), dst, 0, view.payloadLength());
        }
        return dst;
    }
}
