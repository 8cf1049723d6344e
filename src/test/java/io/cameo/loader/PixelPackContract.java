package io.cameo.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.bytes.LittleEndian;
import io.cameo.image.ChannelOrder;
import io.cameo.image.Image;
import io.cameo.image.PixelFormat;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every twin must write: compared with the definition, at sizes about those of vectors, in all forms. */
abstract class PixelPackContract {
    private static final byte UNTOUCHED = 0x5a;
    private static final int BEHIND = 70;

    abstract PixelPack pack(TensorSpec spec);

    @ParameterizedTest
    @EnumSource
    void writesWhatTheDefinitionSaysAtEveryWidth(TensorType type) {
        for (int width = 1; width <= 140; width++) {
            SplittableRandom random = new SplittableRandom(width);
            checkAllForms(type, width, 1 + random.nextInt(3), random, "width " + width);
        }
    }

    @ParameterizedTest
    @EnumSource
    void writesWhatTheDefinitionSaysOfLargeImages(TensorType type) {
        for (int[] size : new int[][] {{112, 112}, {113, 111}, {4096, 1}, {4097, 2}, {2049, 3}, {1, 4100}, {50, 200}}) {
            SplittableRandom random = new SplittableRandom(size[0]);
            checkAllForms(type, size[0], size[1], random, Arrays.toString(size));
        }
    }

    /** Every byte with scales that reach all of half precision: its smallest numbers, ties, overflow. */
    @ParameterizedTest
    @EnumSource
    void extremeScalesAreRoundedAsDefined(TensorType type) {
        TensorSpec spec = new TensorSpec(TensorLayout.NCHW, type, ChannelOrder.BGR, 1, 256);
        byte[] ramp = new byte[3 * 256];
        for (int i = 0; i < ramp.length; i++) {
            ramp[i] = (byte) (i / 3);
        }
        Image src = Image.wrap(MemorySegment.ofArray(ramp), 256, 1, ramp.length, PixelFormat.BGR8);
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 4000; i++) {
            PixelScale scale = new PixelScale();
            for (int channel = 0; channel < 3; channel++) {
                scale.set(channel, any(random), any(random), random.nextBoolean() ? 0 : any(random));
            }
            check(spec, src, scale, 0, true, "scale " + i);
        }
    }

    @Test
    void halvesOfMeansAreRoundedAwayFromZero() {
        PixelScale scale = new PixelScale();
        scale.set(0, 127.5f, 1, 0);
        scale.set(1, -0.5f, 1, 0);
        scale.set(2, 1e30f, 1, 0);
        TensorSpec spec = new TensorSpec(TensorLayout.NHWC, TensorType.INT8, ChannelOrder.BGR, 1, 2);
        Image src = Image.wrap(
                MemorySegment.ofArray(new byte[] {0, 5, 0, (byte) 255, (byte) 200, (byte) 255}),
                2,
                1,
                6,
                PixelFormat.BGR8);
        byte[] dst = new byte[6];
        pack(spec).pack(src, scale, MemorySegment.ofArray(dst), 0);
        assertThat(dst).containsExactly(-128, 6, -128, 127, 127, -128);
    }

    @Test
    void refusesWhatDoesNotFit() {
        try (Arena arena = Arena.ofConfined()) {
            PixelPack pack = pack(new TensorSpec(TensorLayout.NHWC, TensorType.FLOAT16, ChannelOrder.RGB, 4, 5));
            PixelScale scale = new PixelScale();
            MemorySegment dst = arena.allocate(200);
            Image image = Image.allocate(arena, 5, 4, PixelFormat.BGR8);
            assertRefused(pack, Image.allocate(arena, 4, 5, PixelFormat.BGR8), dst, 0, "does not fit");
            assertRefused(pack, Image.allocate(arena, 5, 4, PixelFormat.GRAY8), dst, 0, "does not fit");
            assertRefused(pack, image, dst, 81, "leaves the memory: offset=81");
            assertRefused(pack, image, dst, -1, "leaves the memory");
            assertRefused(pack, image, dst, Long.MAX_VALUE, "leaves the memory");
            assertRefused(pack, image, arena.allocate(119), 0, "leaves the memory");
            assertRefused(pack, image, dst.asReadOnly(), 0, "read-only");
            pack.pack(image, scale, dst, 80);
        }
    }

    private static void assertRefused(PixelPack pack, Image image, MemorySegment dst, long offset, String reason) {
        assertThatThrownBy(() -> pack.pack(image, new PixelScale(), dst, offset))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    private void checkAllForms(TensorType type, int width, int height, SplittableRandom random, String what) {
        for (TensorLayout layout : TensorLayout.values()) {
            for (ChannelOrder order : ChannelOrder.values()) {
                TensorSpec spec = new TensorSpec(layout, type, order, height, width);
                for (int gap : new int[] {0, 1 + random.nextInt(9)}) {
                    for (boolean isMirrored : new boolean[] {false, true}) {
                        PixelScale scale = scale(random);
                        scale.setMirrored(isMirrored);
                        Image src = noise(spec, gap, random);
                        check(spec, src, scale, random.nextInt(5), random.nextBoolean(), what);
                    }
                }
            }
        }
    }

    private void check(TensorSpec spec, Image src, PixelScale scale, int offset, boolean heap, String what) {
        try (Arena arena = Arena.ofConfined()) {
            int size = offset + spec.sampleBytes() + BEHIND;
            MemorySegment dst = heap ? MemorySegment.ofArray(new byte[size]) : arena.allocate(size);
            dst.fill(UNTOUCHED);
            pack(spec).pack(src, scale, dst, offset);
            byte[] expected = new byte[size];
            Arrays.fill(expected, UNTOUCHED);
            define(spec, src, scale, MemorySegment.ofArray(expected), offset);
            assertThat(dst.mismatch(MemorySegment.ofArray(expected)))
                    .as("%s, %s, mirrored %s, offset %d", what, spec, scale.isMirrored(), offset)
                    .isEqualTo(-1);
        }
    }

    /** The words of the documentation once more, with numbers looked up by {@link Image#sample}. */
    private static void define(TensorSpec spec, Image src, PixelScale scale, MemorySegment dst, long offset) {
        int width = spec.widthPx();
        int height = spec.heightPx();
        int channels = spec.channels();
        for (int c = 0; c < channels; c++) {
            int from = spec.order() == ChannelOrder.RGB ? channels - 1 - c : c;
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    int pixel = src.sample(scale.isMirrored() ? width - 1 - x : x, y, from);
                    long planar = ((long) c * height + y) * width + x;
                    long interleaved = ((long) y * width + x) * channels + c;
                    long index = spec.layout() == TensorLayout.NCHW ? planar : interleaved;
                    float number = pixel - scale.mean[c];
                    number = number * scale.factor[c];
                    number = number + scale.offset[c];
                    switch (spec.type()) {
                        case UINT8 -> dst.set(LittleEndian.BYTE, offset + index, (byte) pixel);
                        case INT8 -> dst.set(LittleEndian.BYTE, offset + index, int8(pixel, scale.mean[c]));
                        case FLOAT32 -> dst.set(LittleEndian.FLOAT, offset + 4 * index, number);
                        case FLOAT16 -> dst.set(LittleEndian.SHORT, offset + 2 * index, Float.floatToFloat16(number));
                    }
                }
            }
        }
    }

    private static byte int8(int pixel, float mean) {
        double rounded = mean < 0 ? Math.ceil(mean - 0.5) : Math.floor(mean + 0.5);
        return (byte) Math.clamp(pixel - rounded, -128, 127);
    }

    private static PixelScale scale(SplittableRandom random) {
        PixelScale scale = new PixelScale();
        for (int channel = 0; channel < 3; channel++) {
            scale.set(
                    channel,
                    random.nextInt(3) == 0 ? 127.5f : (float) random.nextDouble(-20, 300),
                    (float) random.nextDouble(-2, 2),
                    random.nextBoolean() ? 0 : (float) random.nextDouble(-3, 3));
        }
        return scale;
    }

    private static float any(SplittableRandom random) {
        return switch (random.nextInt(8)) {
            case 0 -> random.nextInt(256);
            case 1 -> 0;
            case 2 -> -0f;
            default -> (float) (random.nextDouble(-1, 1) * Math.pow(2, random.nextInt(-40, 20)));
        };
    }

    private static Image noise(TensorSpec spec, int gap, SplittableRandom random) {
        int stride = spec.widthPx() * spec.channels() + gap;
        byte[] bytes = new byte[stride * spec.heightPx() - gap];
        random.nextBytes(bytes);
        return Image.wrap(MemorySegment.ofArray(bytes), spec.widthPx(), spec.heightPx(), stride, spec.pixelFormat());
    }
}
