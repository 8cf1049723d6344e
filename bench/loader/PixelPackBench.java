package io.cameo.loader;

import io.cameo.image.ChannelOrder;
import io.cameo.image.Image;
import io.cameo.image.PixelFormat;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
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
 * One 112x112 colour image into a batch of 64 images, RGB; the batch goes through one slot after the other. The bounds
 * write the same slots: {@code boundFill} by {@code memset}, {@code boundCopy} by {@code memcpy} from as many bytes that
 * stay in the cache. Look at p0.50, and at p0.00 where other work is on the machine; {@code -prof gc} shows no garbage.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PixelPackBench {
    private static final int SIDE_PX = 112;
    private static final int SLOTS = 64;

    @Param({"FLOAT32", "FLOAT16", "UINT8", "INT8"})
    public TensorType type;

    @Param({"NCHW", "NHWC"})
    public TensorLayout layout;

    @Param({"false", "true"})
    public boolean mirrored;

    private Arena arena;
    private Image src;
    private MemorySegment same;
    private MemorySegment batch;
    private PixelScale scale;
    private PixelPackSimd simd;
    private PixelPackScalar scalar;
    private int sampleBytes;
    private int slot;

    @Setup
    public void open() {
        arena = Arena.ofShared();
        TensorSpec spec = new TensorSpec(layout, type, ChannelOrder.RGB, SIDE_PX, SIDE_PX);
        src = Image.allocate(arena, SIDE_PX, SIDE_PX, PixelFormat.BGR8);
        byte[] noise = new byte[(int) src.pixels().byteSize()];
        new Random(1).nextBytes(noise);
        MemorySegment.copy(noise, 0, src.pixels(), ValueLayout.JAVA_BYTE, 0, noise.length);
        sampleBytes = spec.sampleBytes();
        same = arena.allocate(sampleBytes, 64);
        batch = arena.allocate((long) SLOTS * sampleBytes, 64);
        scale = new PixelScale();
        for (int channel = 0; channel < 3; channel++) {
            scale.set(channel, 127.5f, 1 / 127.5f, 0);
        }
        scale.setMirrored(mirrored);
        simd = new PixelPackSimd(spec);
        scalar = new PixelPackScalar(spec);
    }

    @TearDown
    public void close() {
        arena.close();
    }

    private long next() {
        slot = (slot + 1) % SLOTS;
        return (long) slot * sampleBytes;
    }

    @Benchmark
    public void simd() {
        simd.pack(src, scale, batch, next());
    }

    @Benchmark
    public void scalar() {
        scalar.pack(src, scale, batch, next());
    }

    @Benchmark
    public MemorySegment boundFill() {
        return batch.asSlice(next(), sampleBytes).fill((byte) 1);
    }

    @Benchmark
    public void boundCopy() {
        MemorySegment.copy(same, 0, batch, next(), sampleBytes);
    }
}
