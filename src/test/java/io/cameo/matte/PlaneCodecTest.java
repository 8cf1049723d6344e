package io.cameo.matte;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.image.Encoding;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.image.PixelFormat;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PlaneCodecTest {
    private static final PixelFormat[] FORMATS = {PixelFormat.GRAY8, PixelFormat.GRAY16};

    private final PlaneDecoder decoder = PlaneDecoder.create();

    @AfterEach
    void close() {
        decoder.close();
    }

    private byte[] decoded(MemorySegment coded) {
        PlaneHeader header = PlaneHeader.of(coded);
        byte[] samples = new byte[Math.toIntExact(header.planeBytes())];
        decoder.decode(coded, MemorySegment.ofArray(samples), 0, header.rowBytes());
        return samples;
    }

    private void assertSame(PlaneEncoder encoder, Image plane, String what) {
        MemorySegment coded = encoder.encode(plane);
        assertThat(decoded(coded)).as(what).isEqualTo(bytes(plane));
        assertThat(coded.byteSize())
                .as(what)
                .isLessThanOrEqualTo(PlaneLayout.HEADER_BYTES + plane.rowBytes() * plane.heightPx());
    }

    private static byte[] bytes(Image plane) {
        byte[] samples = new byte[Math.toIntExact(plane.rowBytes() * plane.heightPx())];
        for (int y = 0; y < plane.heightPx(); y++) {
            int rowBytes = (int) plane.rowBytes();
            MemorySegment.copy(
                    plane.pixels(), ValueLayout.JAVA_BYTE, y * plane.strideBytes(), samples, y * rowBytes, rowBytes);
        }
        return samples;
    }

    @ParameterizedTest
    @EnumSource(PlaneEffort.class)
    void anyPlaneComesBackAsItWas(PlaneEffort effort) {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        try (PlaneEncoder encoder = PlaneEncoder.create(effort)) {
            for (int round = 0; round < 150; round++) {
                int widthPx = random.nextInt(1, 90);
                int heightPx = random.nextInt(1, 40);
                for (PixelFormat format : FORMATS) {
                    String what = "seed=" + seed + ", round=" + round + ", format=" + format;
                    assertSame(encoder, DrawnMattes.noise(widthPx, heightPx, format, random), what + ", noise");
                    assertSame(encoder, DrawnMattes.runs(widthPx, heightPx, format, random), what + ", runs");
                    Image body = DrawnMattes.body(
                            widthPx, heightPx, format, random.nextInt(8), random.nextDouble() / 4, random);
                    assertSame(encoder, body, what + ", body");
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"plane8, GRAY8, 240, 40", "plane16, GRAY16, 200, 30"})
    void decodesWhatAnotherProgramMadeFromThePageThatSpecifiesIt(
            String name, PixelFormat format, int widthPx, int heightPx) throws IOException {
        byte[] coded = Files.readAllBytes(Path.of("testdata/matte", name + ".bin"));
        byte[] samples = Files.readAllBytes(Path.of("testdata/matte", name + ".raw"));
        PlaneHeader header = PlaneHeader.of(MemorySegment.ofArray(coded));
        assertThat(header.format()).isEqualTo(format);
        assertThat(header.widthPx()).isEqualTo(widthPx);
        assertThat(header.heightPx()).isEqualTo(heightPx);
        assertThat(decoded(MemorySegment.ofArray(coded))).isEqualTo(samples);
        try (PlaneEncoder encoder = PlaneEncoder.create(PlaneEffort.FAST)) {
            Image plane = Image.wrap(MemorySegment.ofArray(samples), widthPx, heightPx, header.rowBytes(), format);
            assertThat(PlaneHeader.of(encoder.encode(plane))).isEqualTo(header);
        }
    }

    @Test
    void planesOfOneSampleAndOfTheLongestSide() {
        try (PlaneEncoder encoder = PlaneEncoder.create(PlaneEffort.FAST)) {
            for (PixelFormat format : FORMATS) {
                for (int sample : new int[] {0, 1, 2, 254, 255}) {
                    Image flat = Image.allocate(Arena.ofAuto(), 37, 5, format);
                    for (int i = 0; i < 37 * 5; i++) {
                        DrawnMattes.set(flat, i % 37, i / 37, sample);
                    }
                    assertSame(encoder, flat, "sample=" + sample);
                }
                Image longest = Image.allocate(Arena.ofAuto(), PlaneLayout.MOST_SIDE_PX, 2, format);
                DrawnMattes.set(longest, PlaneLayout.MOST_SIDE_PX - 1, 1, 255);
                DrawnMattes.set(longest, 40_000, 1, 7);
                assertSame(encoder, longest, "longest");
            }
            Image tooLong = Image.allocate(Arena.ofAuto(), PlaneLayout.MOST_SIDE_PX + 1, 1, PixelFormat.GRAY8);
            assertThatThrownBy(() -> encoder.encode(tooLong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("plane is too large");
            Image colours = Image.allocate(Arena.ofAuto(), 4, 4, PixelFormat.BGR8);
            assertThatThrownBy(() -> encoder.encode(colours)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void theHeaderKnowsTheBoxOfWhatIsThere() {
        Image plane = Image.allocate(Arena.ofAuto(), 100, 50, PixelFormat.GRAY16);
        DrawnMattes.set(plane, 31, 7, 1);
        DrawnMattes.set(plane, 12, 40, 65535);
        try (PlaneEncoder encoder = PlaneEncoder.create(PlaneEffort.FAST)) {
            PlaneHeader header = PlaneHeader.of(encoder.encode(plane));
            assertThat(header).isEqualTo(new PlaneHeader(100, 50, PixelFormat.GRAY16, 12, 7, 20, 34, 65535));
            Image crop = plane.crop(32, 0, 60, 50);
            assertThat(decoded(encoder.encode(crop))).containsOnly(0);
            assertThat(PlaneHeader.of(encoder.encode(crop)).boxWidthPx()).isZero();
        }
    }

    @Test
    void rowsMayLieApart() {
        Image plane = DrawnMattes.body(40, 30, PixelFormat.GRAY8, 4, 0.1, new Random(1));
        byte[] wide = new byte[7 + 64 * 30];
        Arrays.fill(wide, (byte) 9);
        try (PlaneEncoder encoder = PlaneEncoder.create(PlaneEffort.FAST)) {
            MemorySegment coded = encoder.encode(plane);
            decoder.decode(coded, MemorySegment.ofArray(wide), 7, 64);
            Image back = Image.wrap(MemorySegment.ofArray(wide).asSlice(7), 40, 30, 64, PixelFormat.GRAY8);
            assertThat(bytes(back)).isEqualTo(bytes(plane));
            assertThat(wide[7 + 40]).isEqualTo((byte) 9);
            MemorySegment small = MemorySegment.ofArray(new byte[40 * 30 - 1]);
            assertThatThrownBy(() -> decoder.decode(coded, small, 0, 40)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> decoder.decode(coded, small, 0, 39)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void isNoLargerThanAPngOfTheSameMatteWhereThatIsAsked() {
        Random random = new Random(5);
        try (PlaneEncoder fast = PlaneEncoder.create(PlaneEffort.FAST);
                PlaneEncoder small = PlaneEncoder.create(PlaneEffort.SMALL);
                ImageCodec codec = ImageCodec.create()) {
            for (double[] edge : new double[][] {{1, 0}, {4, 0.02}, {12, 0.05}, {12, 0.2}, {40, 0.1}}) {
                for (PixelFormat format : FORMATS) {
                    Image plane = DrawnMattes.body(640, 480, format, edge[0], edge[1], random);
                    long png = codec.encode(plane, Encoding.PNG, 9).byteSize();
                    assertThat(small.encode(plane).byteSize()).isLessThanOrEqualTo(png);
                    assertThat(fast.encode(plane).byteSize()).isLessThanOrEqualTo(png * 3 / 2);
                }
            }
        }
    }

    @Test
    void damageIsRefusedOrDecodesToSomething() {
        List<byte[]> sound = new ArrayList<>();
        try (PlaneEncoder encoder = PlaneEncoder.create(PlaneEffort.FAST);
                PlaneEncoder small = PlaneEncoder.create(PlaneEffort.SMALL)) {
            for (PixelFormat format : FORMATS) {
                Image plane = DrawnMattes.body(60, 45, format, 6, 0.1, new Random(3));
                sound.add(encoder.encode(plane).toArray(ValueLayout.JAVA_BYTE));
                Image flat = DrawnMattes.runs(60, 45, format, new Random(4));
                sound.add(small.encode(flat).toArray(ValueLayout.JAVA_BYTE));
            }
        }
        byte[] samples = new byte[1 << 20];
        int refused = 0;
        for (byte[] coded : sound) {
            for (int length = 0; length < coded.length; length++) {
                MemorySegment cut = MemorySegment.ofArray(Arrays.copyOf(coded, length));
                assertThatThrownBy(() -> decoder.decode(cut, MemorySegment.ofArray(samples), 0, 120))
                        .as("length=" + cut.byteSize())
                        .isInstanceOf(BadPlaneException.class);
            }
            for (int bit = 0; bit < 8 * coded.length; bit++) {
                coded[bit / 8] ^= (byte) (1 << bit % 8);
                refused += isRefused(MemorySegment.ofArray(coded), samples) ? 1 : 0;
                coded[bit / 8] ^= (byte) (1 << bit % 8);
            }
        }
        assertThat(refused).isGreaterThan(1000);
    }

    private boolean isRefused(MemorySegment coded, byte[] samples) {
        try {
            PlaneHeader header = PlaneHeader.of(coded);
            if (header.planeBytes() > samples.length) {
                return true; // the caller knows how large a plane can be
            }
            decoder.decode(coded, MemorySegment.ofArray(samples), 0, header.rowBytes());
            return false;
        } catch (BadPlaneException bad) {
            assertThat(bad.reason()).isNotEmpty();
            return true;
        }
    }
}
