package io.cameo.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.bundle.BundleWriter;
import io.cameo.bundle.Codec;
import io.cameo.bundle.DType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RawPayloadTest {
    private static final byte[] GOLDEN_RGB = {
        -1, -40, -1, 10, 20, 30, -6, 0, 1, 0, 0, -1, 0, -1, 0, (byte) 128, 64, 32,
    };

    private final ImageCodec codec = ImageCodec.create();

    @AfterEach
    void close() {
        codec.close();
    }

    private byte[] encode(Image image, Encoding encoding) {
        return codec.encode(image, encoding, 95).toArray(ValueLayout.JAVA_BYTE);
    }

    private Image decode(byte[] payload, ColorMode mode) {
        return codec.decode(MemorySegment.ofArray(payload), mode);
    }

    private static byte[] bgr(byte[] rgb) {
        byte[] swapped = rgb.clone();
        for (int i = 0; i < rgb.length; i += 3) {
            swapped[i] = rgb[i + 2];
            swapped[i + 2] = rgb[i];
        }
        return swapped;
    }

    @Test
    void readsWhatThePageDescribes() {
        byte[] stored = Golden.bytes("made/stored.raw");
        assertThat(ImageKind.of(MemorySegment.ofArray(stored))).isEqualTo(ImageKind.RAW);
        assertThat(ImageHeader.of(MemorySegment.ofArray(stored)))
                .isEqualTo(new ImageHeader(ImageKind.RAW, 3, 2, 3, 8, 1, false));
        assertThat(Integrity.fault(MemorySegment.ofArray(stored))).isEmpty();
        Image image = decode(stored, ColorMode.COLOR);
        assertThat(image.format()).isEqualTo(PixelFormat.BGR8);
        assertThat(image.toBytes()).isEqualTo(bgr(GOLDEN_RGB));
        assertThat(encode(decode(stored, ColorMode.COLOR), Encoding.RAW)).isEqualTo(stored);

        RawPayload raw = new RawPayload().wrap(MemorySegment.ofArray(stored));
        assertThat(raw.isStored()).isTrue();
        assertThat(raw.pixels().toArray(ValueLayout.JAVA_BYTE)).isEqualTo(GOLDEN_RGB);
        assertThat(raw.widthPx() + "x" + raw.heightPx() + "x" + raw.channels()).isEqualTo("3x2x3");
        assertThat(raw.byteSize()).isEqualTo(18);
    }

    @Test
    void readsWhatIsCompressed() {
        byte[] payload = Golden.bytes("made/lz4.raw");
        assertThat(ImageHeader.of(MemorySegment.ofArray(payload)))
                .isEqualTo(new ImageHeader(ImageKind.RAW, 20, 10, 1, 8, 1, false));
        Image gray = decode(payload, ColorMode.UNCHANGED);
        assertThat(gray.format()).isEqualTo(PixelFormat.GRAY8);
        assertThat(gray.toBytes()).hasSize(200).containsOnly(7);
        assertThat(decode(payload, ColorMode.COLOR).toBytes()).hasSize(600).containsOnly(7);
        RawPayload raw = new RawPayload().wrap(MemorySegment.ofArray(payload));
        assertThat(raw.isStored()).isFalse();
        assertThatThrownBy(raw::pixels)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("pixels are compressed: bytes=200");
        byte[] pixels = new byte[201];
        raw.read(MemorySegment.ofArray(pixels), 1);
        assertThat(Arrays.copyOfRange(pixels, 1, 201)).containsOnly(7);
        assertThatThrownBy(() -> raw.read(MemorySegment.ofArray(pixels), 2))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void keepsEveryPixelOfEveryFormat() {
        for (Encoding encoding : List.of(Encoding.RAW, Encoding.LZ4)) {
            for (String name : List.of("bgr8", "gray8", "bgra8", "bgr16", "gray16")) {
                Image source = TransformsTest.source(name, codec);
                boolean gray = source.format().channels() == 1;
                byte[] expected = eightBitsWithoutAlpha(source);
                byte[] payload = encode(source, encoding);
                Image back = decode(payload, ColorMode.UNCHANGED);
                assertThat(back.format()).isEqualTo(gray ? PixelFormat.GRAY8 : PixelFormat.BGR8);
                assertThat(back.toBytes()).as(encoding + " " + name).isEqualTo(expected);
            }
        }
    }

    private static byte[] eightBitsWithoutAlpha(Image image) {
        int channels = image.format().channels() == 1 ? 1 : 3;
        byte[] bytes = new byte[image.widthPx() * image.heightPx() * channels];
        int at = 0;
        for (int y = 0; y < image.heightPx(); y++) {
            for (int x = 0; x < image.widthPx(); x++) {
                for (int c = 0; c < channels; c++) {
                    bytes[at++] = (byte) Math.min(255, image.sample(x, y, c));
                }
            }
        }
        return bytes;
    }

    @Test
    void aPartOfAnImageIsStoredWithoutItsGaps() {
        try (Arena arena = Arena.ofConfined()) {
            Image image = Image.allocate(arena, 9, 7, PixelFormat.GRAY8);
            for (int i = 0; i < 63; i++) {
                image.pixels().set(ValueLayout.JAVA_BYTE, i, (byte) i);
            }
            byte[] payload = encode(image.crop(2, 3, 4, 2), Encoding.RAW);
            assertThat(decode(payload, ColorMode.GRAY).toBytes()).containsExactly(29, 30, 31, 32, 38, 39, 40, 41);
        }
    }

    @Test
    void aGrayImageIsMadeAsOpencvMakesOne() {
        byte[] payload = Golden.bytes("made/stored.raw");
        Image color = decode(payload, ColorMode.COLOR);
        byte[] expected = Transforms.toGray().apply(color, 0, codec).toBytes();
        assertThat(decode(payload, ColorMode.GRAY).toBytes()).isEqualTo(expected);
    }

    @Test
    void everyFlippedBitAndEveryCutIsFound() {
        for (String name : List.of("made/stored.raw", "made/lz4.raw")) {
            byte[] sound = Golden.bytes(name);
            int used = 18 + 6; // zeros between the parts are nobody's
            for (int bit = 0; bit < 8 * sound.length; bit++) {
                byte[] bad = sound.clone();
                bad[bit / 8] ^= (byte) (1 << (bit % 8));
                boolean padding =
                        name.contains("stored") ? bit / 8 >= 18 && bit / 8 < used : bit / 8 >= 11 && bit / 8 < 16;
                assertThat(Integrity.fault(MemorySegment.ofArray(bad)).isPresent())
                        .as(name + " bit " + bit)
                        .isEqualTo(!padding);
            }
            for (int length = 0; length < sound.length; length++) {
                byte[] cut = Arrays.copyOf(sound, length);
                assertThat(Integrity.fault(MemorySegment.ofArray(cut)))
                        .as(name + " cut at " + length)
                        .isPresent();
                assertThatThrownBy(() -> decode(cut, ColorMode.COLOR)).isInstanceOf(BadImageException.class);
            }
        }
    }

    @Test
    void refusesShapesThatAreNoPicture() {
        for (long[] shape : new long[][] {{2, 3, 2}, {2, 3, 4}, {0, 3, 3}, {3, 0, 1}, {1, 1, 0}}) {
            byte[] payload = bundle("image", "image/x-raw", shape);
            assertThat(Integrity.fault(MemorySegment.ofArray(payload)).orElse(""))
                    .startsWith("raw image of no usable shape: height=" + shape[0]);
            assertThatThrownBy(() -> decode(payload, ColorMode.COLOR))
                    .isInstanceOf(BadImageException.class)
                    .hasMessageStartingWith("raw image of no usable shape");
        }
    }

    @Test
    void otherBundlesAreNotRaw() {
        assertThat(RawPayload.isRaw(MemorySegment.ofArray(bundle("image", "image/x-raw", 2, 3, 3))))
                .isTrue();
        assertThat(RawPayload.isRaw(MemorySegment.ofArray(bundle("image", "image/jpeg", 2, 3, 3))))
                .isFalse();
        assertThat(RawPayload.isRaw(MemorySegment.ofArray(bundle("plane", "image/x-raw", 2, 3, 3))))
                .isFalse();
        assertThat(RawPayload.isRaw(MemorySegment.ofArray(bundle("image", "image/x-raw", 18))))
                .isFalse();
        byte[] png = Golden.bytes("src/rgb.png");
        assertThatThrownBy(() -> new RawPayload().wrap(MemorySegment.ofArray(png)))
                .isInstanceOf(BadImageException.class)
                .hasMessage("not a raw image: bytes=" + png.length);
    }

    @Test
    void isNotMisledByWhatItSawBefore() {
        byte[] one = bundle("image", "image/x-raw", 2, 3, 3);
        byte[] turned = bundle("image", "image/x-raw", 3, 2, 3);
        byte[] other = bundle("image", "image/x-raX", 2, 3, 3);
        byte[] bright = one.clone();
        assertThat(List.of(turned.length, other.length)).containsOnly(one.length);
        RawPayload raw = new RawPayload();
        for (int i = 0; i < 3; i++) {
            assertThat(size(raw, one)).isEqualTo("3x2");
            assertThat(size(raw, one)).isEqualTo("3x2");
            assertThat(size(raw, turned)).isEqualTo("2x3");
            assertThat(size(raw, other)).isEqualTo("another");
        }
        for (int bit = 0; bit < 8 * one.length; bit++) {
            assertThat(size(raw, one)).isEqualTo("3x2");
            bright[bit / 8] ^= (byte) (1 << (bit % 8));
            boolean padding = bit / 8 >= 18 && bit / 8 < 24;
            assertThat(size(raw, bright)).as("bit " + bit).isEqualTo(size(new RawPayload(), bright));
            assertThat(size(raw, bright).equals("3x2")).as("bit " + bit).isEqualTo(padding);
            bright[bit / 8] = one[bit / 8];
        }
    }

    /** What a view says of a payload and its pixels, also where that is bad. */
    private static String size(RawPayload raw, byte[] payload) {
        try {
            if (!raw.moveTo(MemorySegment.ofArray(payload), 0, payload.length)) {
                return "another";
            }
            raw.read(MemorySegment.ofArray(new byte[raw.byteSize()]), 0);
            return raw.widthPx() + "x" + raw.heightPx();
        } catch (BadImageException bad) {
            return bad.reason();
        }
    }

    @Test
    void encodingsHaveNames() {
        assertThat(Encoding.ofExtension("raw")).isEqualTo(Encoding.RAW);
        assertThat(Encoding.ofExtension(".lz4")).isEqualTo(Encoding.LZ4);
        assertThatThrownBy(() -> Encoding.ofExtension("zstd"))
                .hasMessageContaining("known=.jpg, .jpeg, .png, raw, lz4");
    }

    private static byte[] bundle(String name, String media, long... shape) {
        byte[] pixels = new byte[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
        BundleWriter writer = new BundleWriter();
        writer.add(name, media, DType.UINT8, Codec.STORED, MemorySegment.ofArray(pixels), shape);
        byte[] payload = new byte[(int) writer.maxBytes()];
        return Arrays.copyOf(payload, (int) writer.writeTo(MemorySegment.ofArray(payload), 0));
    }
}
