package io.cameo.loader;

import static org.assertj.core.api.Assertions.assertThat;

import io.cameo.image.ChannelOrder;
import io.cameo.image.Image;
import io.cameo.image.PixelFormat;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;

class PixelPackWarmupTest extends PixelPackContract {
    @Override
    PixelPack pack(TensorSpec spec) {
        return new PixelPackWarmup(spec);
    }

    /** Far beyond the images without practice and through all of it: not one may differ, whoever wrote it. */
    @Test
    void writesTheSameBeforeAndAfterTheChange() {
        TensorSpec spec = new TensorSpec(TensorLayout.NCHW, TensorType.FLOAT16, ChannelOrder.RGB, 16, 70);
        try (Arena arena = Arena.ofConfined()) {
            Image src = Drawn.noise(arena, 70, 16, PixelFormat.BGR8, 3);
            PixelScale scale = new PixelScale();
            scale.set(1, 127.5f, 1 / 127.5f, 0.25f);
            MemorySegment expected = arena.allocate(spec.sampleBytes());
            new PixelPackScalar(spec).pack(src, scale, expected, 0);
            byte[] wanted = expected.toArray(ValueLayout.JAVA_BYTE);
            MemorySegment dst = arena.allocate(spec.sampleBytes());
            PixelPackWarmup pack = new PixelPackWarmup(spec);
            for (int i = 0; i < 12_000; i++) {
                dst.fill((byte) 0x5a);
                pack.pack(src, scale, dst, 0);
                assertThat(dst.toArray(ValueLayout.JAVA_BYTE)).as("image %d", i).isEqualTo(wanted);
            }
        }
    }
}
