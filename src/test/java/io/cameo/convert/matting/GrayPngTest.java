package io.cameo.convert.matting;

import static org.assertj.core.api.Assertions.assertThat;

import io.cameo.image.ColorMode;
import io.cameo.image.Encoding;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.image.PixelFormat;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The general decoder is the oracle: equal samples, or the file is left to it. */
class GrayPngTest {
    private final long seed = System.nanoTime();
    private final SplittableRandom random = new SplittableRandom(seed);

    private static byte[] png(int width, int height, int bits, int interlace, byte[] stream, String extra) {
        ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
        header.put((byte) bits).put((byte) 0).put((byte) 0).put((byte) 0).put((byte) interlace);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
        chunk(out, "IHDR", header.array(), 0, 13);
        chunk(out, extra, new byte[] {0, 7}, 0, 2);
        int half = stream.length / 2;
        chunk(out, "IDAT", stream, 0, half);
        chunk(out, "IDAT", stream, half, stream.length - half);
        chunk(out, "IEND", stream, 0, 0);
        return out.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream out, String name, byte[] data, int from, int length) {
        byte[] body = ByteBuffer.allocate(4 + length)
                .put(name.getBytes(StandardCharsets.US_ASCII))
                .put(data, from, length)
                .array();
        CRC32 sum = new CRC32();
        sum.update(body);
        out.writeBytes(ByteBuffer.allocate(4).putInt(length).array());
        out.writeBytes(body);
        out.writeBytes(ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
    }

    /** Filtered bytes at random, mostly 0, with each row's filter at random. */
    private byte[] stream(int rowBytes, int rows) {
        byte[] raw = new byte[(rowBytes + 1) * rows];
        int often = random.nextInt(1, 40);
        for (int i = 0; i < raw.length; i++) {
            boolean filter = i % (rowBytes + 1) == 0;
            raw[i] = (byte) (filter ? random.nextInt(5) : random.nextInt(often) == 0 ? random.nextInt(256) : 0);
        }
        return deflated(raw);
    }

    private static byte[] deflated(byte[] raw) {
        try (Deflater deflater = new Deflater()) {
            deflater.setInput(raw);
            deflater.finish();
            byte[] out = new byte[raw.length + 100];
            return ByteBuffer.allocate(deflater.deflate(out))
                    .put(out, 0, (int) deflater.getBytesWritten())
                    .array();
        }
    }

    private static byte[] samples(Image image) {
        byte[] all = new byte[image.widthPx() * image.heightPx()];
        for (int y = 0; y < image.heightPx(); y++) {
            MemorySegment.copy(
                    image.pixels(),
                    ValueLayout.JAVA_BYTE,
                    y * image.strideBytes(),
                    all,
                    y * image.widthPx(),
                    image.widthPx());
        }
        return all;
    }

    @Test
    void samplesAreThoseOfTheGeneralDecoder() {
        try (GrayPng fast = new GrayPng();
                ImageCodec codec = ImageCodec.create()) {
            for (int round = 0; round < 400; round++) {
                int width = random.nextInt(1, 70);
                int height = random.nextInt(1, 30);
                MemorySegment file = MemorySegment.ofArray(png(width, height, 8, 0, stream(width, height), "tEXt"));
                Image image = fast.decode(file);
                assertThat(image).as("seed=%d, round=%d", seed, round).isNotNull();
                assertThat(samples(Objects.requireNonNull(image)))
                        .as("seed=%d, round=%d, %dx%d", seed, round, width, height)
                        .isEqualTo(samples(codec.decode(file, ColorMode.UNCHANGED)));
            }
        }
    }

    @Test
    void otherKindsAreLeftToTheGeneralDecoder() {
        byte[] sixteen = png(10, 10, 16, 0, stream(20, 10), "tEXt");
        byte[] interlaced = png(10, 10, 8, 1, stream(10, 10), "tEXt");
        byte[] seeThrough = png(10, 10, 8, 0, stream(10, 10), "tRNS");
        byte[] shorter = png(10, 10, 8, 0, stream(10, 9), "tEXt");
        byte[] longer = png(10, 10, 8, 0, stream(10, 11), "tEXt");
        byte[] huge = png(60_000, 60_000, 8, 0, stream(10, 10), "tEXt");
        byte[] filter = png(3, 1, 8, 0, deflated(new byte[] {9, 0, 0, 0}), "tEXt");
        for (byte[] file : new byte[][] {sixteen, interlaced, seeThrough, shorter, longer, huge, filter}) {
            assertThat(decoded(file)).as("seed=" + seed).isNull();
        }
        try (ImageCodec codec = ImageCodec.create()) {
            Image colours = Image.allocate(Arena.ofAuto(), 9, 9, PixelFormat.BGR8);
            assertThat(decoded(codec.encode(colours, Encoding.PNG, 1).toArray(ValueLayout.JAVA_BYTE)))
                    .isNull();
        }
    }

    @Test
    void cutOrDamagedFilesGiveNothingOrWhatTheStreamSays() {
        byte[] whole = png(21, 17, 8, 0, stream(21, 17), "tEXt");
        byte[] expected = decoded(whole);
        for (int length = 0; length < whole.length - 12; length++) {
            assertThat(decoded(Arrays.copyOf(whole, length)))
                    .as("seed=%d, length=%d", seed, length)
                    .isNull();
        }
        int first = 8 + 25 + 14 + 8; // of the stream, which has a sum of its own
        for (int bit = first * 8; bit < (first + 20) * 8; bit++) {
            byte[] damaged = whole.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            byte[] samples = decoded(damaged);
            assertThat(samples == null || Arrays.equals(samples, expected))
                    .as("seed=%d, bit=%d", seed, bit)
                    .isTrue();
        }
    }

    private static byte @Nullable [] decoded(byte[] file) {
        try (GrayPng fast = new GrayPng()) {
            Image image = fast.decode(MemorySegment.ofArray(file));
            return image == null ? null : samples(image);
        }
    }
}
