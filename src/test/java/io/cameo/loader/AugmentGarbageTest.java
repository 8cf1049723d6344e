package io.cameo.loader;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.cameo.compute.SampleRandom;
import io.cameo.image.ChannelOrder;
import io.cameo.image.Image;
import io.cameo.image.Interpolation;
import io.cameo.image.PixelFormat;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Steps and tensors make no garbage: counted by the virtual machine, over many samples. */
class AugmentGarbageTest {
    /** The best counts: once in a while the virtual machine allocates for itself. */
    private static final int ROUNDS = 4;

    private static final int SAMPLES = 300;

    static Stream<Augment> steps() {
        Interpolation how = Interpolation.RANDOM;
        return Stream.of(
                Augments.resizeShort(48, how),
                Augments.affine(
                        AffineRange.NONE.withRotation(20).withShear(0.1f).withAspect(0.9f, 1.1f),
                        255,
                        Interpolation.LINEAR),
                Augments.pad(4, 127),
                Augments.randomResizedCrop(60, 50, 0.2f, 1, 0.75f, 1.33f, how),
                Augments.squareCrop(40, 40, 20, 32, true, how),
                Augments.randomCrop(32, 32, how),
                Augments.centerCrop(80, 90, how),
                Augments.colorJitter(0.4f, 0.4f, 0.4f),
                Augments.hlsJitter(20, 30, 40),
                Augments.pcaNoise(0.1f),
                Augments.randomMirror(),
                Augments.sometimes(0.5, Augments.downUp(20, 40)),
                Augments.gray(),
                Augments.cutout(16, 128));
    }

    @ParameterizedTest
    @MethodSource("steps")
    void stepsMakeNoGarbage(Augment step) {
        assertThat(garbage(step, TensorType.FLOAT32, SAMPLES)).isLessThan(SAMPLES);
    }

    @ParameterizedTest
    @MethodSource("types")
    void chainsAndTensorsMakeNoGarbage(TensorType type) {
        Augment chain = Augments.chain(steps().toList());
        assertThat(garbage(chain, type, SAMPLES)).isLessThan(SAMPLES);
    }

    /** Through JPEG there is some, of a known size. */
    @ParameterizedTest
    @MethodSource("types")
    void recompressionMakesLittle(TensorType type) {
        assertThat(garbage(Augments.recompress(20, 90), type, SAMPLES) / SAMPLES)
                .isBetween(1L, 4000L);
    }

    static Stream<TensorType> types() {
        return Stream.of(TensorType.values());
    }

    /** Bytes that this thread allocated for so many samples, in the best of some rounds after one to warm up. */
    private static long garbage(Augment step, TensorType type, int samples) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        assertThat(threads.isThreadAllocatedMemorySupported()).isTrue();
        try (Arena arena = Arena.ofConfined();
                AugmentScratch scratch = AugmentScratch.create()) {
            Image image = Drawn.noise(arena, 64, 56, PixelFormat.BGR8, 1);
            SampleRandom random = new SampleRandom();
            PixelScale scale = new PixelScale();
            random.reset(1, 0, 0);
            Image shape = step.apply(image, random, scratch);
            TensorSpec spec =
                    new TensorSpec(TensorLayout.NCHW, type, ChannelOrder.RGB, shape.heightPx(), shape.widthPx());
            // The twin of plain Java: vectors are objects until they are compiled, and a test does not wait for that.
            PixelPack pack = new PixelPackScalar(spec);
            MemorySegment dst = arena.allocate(spec.sampleBytes());
            long least = Long.MAX_VALUE;
            long before = 0;
            for (int i = 0; i < (1 + ROUNDS) * samples; i++) {
                random.reset(1, 0, i % 100);
                Image result = step.apply(image, random, scratch);
                Normalization.FACE.choose(random, scale);
                if (result.widthPx() == spec.widthPx() && result.heightPx() == spec.heightPx()) {
                    pack.pack(result, scale, dst, 0);
                }
                if ((i + 1) % samples == 0) {
                    long now = threads.getCurrentThreadAllocatedBytes();
                    least = i < samples ? least : Math.min(least, now - before);
                    before = threads.getCurrentThreadAllocatedBytes();
                }
            }
            return least;
        }
    }
}
