package io.cameo.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageCodecTest {
    /** Where this decoder and cv2 4.6 part, and why. Every other row of the oracle must agree to the last bit. */
    private static final Map<String, String> DISAGREEMENTS = Map.of(
            "gif.gif", "OpenCV reads GIF since 4.11; cv2 4.6 gave none, so im2rec.py left GIFs out",
            "truncated.jpg", "refused on purpose: cv2 4.6 packs it with its missing half painted gray");

    private ImageCodec codec;

    @BeforeEach
    void open() {
        codec = ImageCodec.create();
    }

    @AfterEach
    void close() {
        codec.close();
    }

    private static byte[] bytes(MemorySegment segment) {
        return segment.toArray(ValueLayout.JAVA_BYTE);
    }

    @Test
    void decodesWhatCv2Decodes() {
        int agreed = 0;
        for (String[] row : Golden.table("decode_oracle.tsv")) {
            String what = row[0] + " flag " + row[1];
            MemorySegment file = Golden.segment("src/" + row[0]);
            ColorMode mode = ColorMode.ofFlag(Integer.parseInt(row[1]));
            if (DISAGREEMENTS.containsKey(Path.of(row[0]).getFileName().toString())) {
                continue;
            }
            if (row[2].equals("null")) {
                assertThatThrownBy(() -> codec.decode(file, mode)).as(what).isInstanceOf(BadImageException.class);
            } else {
                Image image = codec.decode(file, mode);
                assertThat(shape(image)).as(what).isEqualTo(row[2]);
                assertThat(image.format().bytesPerSample()).as(what).isEqualTo(row[3].equals("uint8") ? 1 : 2);
                assertThat(Golden.sha256(image.toBytes())).as(what).startsWith(row[4]);
            }
            agreed++;
        }
        assertThat(agreed).isEqualTo(3 * (36 - DISAGREEMENTS.size()));
    }

    @Test
    void theDisagreementsAreAsDescribed() {
        Image gif = codec.decode(Golden.segment("src/gif.gif"), ColorMode.COLOR);
        byte[] fromGif = gif.toBytes();
        // The palette PNG of the same drawing has the same colours: the GIF is decoded right.
        assertThat(fromGif)
                .isEqualTo(codec.decode(Golden.segment("src/palette.png"), ColorMode.COLOR)
                        .toBytes());
        assertThatThrownBy(() -> codec.decode(Golden.segment("src/truncated.jpg"), ColorMode.COLOR))
                .isInstanceOf(BadImageException.class)
                .hasMessage("jpeg truncated: no end-of-image marker, bytes=1426");
    }

    @Test
    void packsWhatIm2recPacks() {
        List<String[]> rows = Golden.table("im2rec_payloads.tsv");
        assertThat(rows).hasSize(7 * 11);
        for (String[] row : rows) {
            String set = row[0];
            ColorMode mode = switch (set) {
                case "gray" -> ColorMode.GRAY;
                case "unchanged" -> ColorMode.UNCHANGED;
                default -> ColorMode.COLOR;
            };
            List<Transform> steps = switch (set) {
                case "resize48" -> List.of(Transforms.resizeShort(48));
                case "crop_resize32" -> List.of(Transforms.centerSquareCrop(), Transforms.resizeShort(32));
                default -> List.of();
            };
            Image image = codec.decode(Golden.segment("src/" + row[1]), mode);
            Image changed = Transforms.chain(steps).apply(image, 0, codec);
            Encoding encoding = set.equals("png") ? Encoding.PNG : Encoding.JPEG;
            byte[] payload = bytes(codec.encode(changed, encoding, set.equals("q50") ? 50 : 95));
            assertThat(payload.length + " " + Golden.sha256(payload))
                    .as(set + " " + row[1])
                    .isEqualTo(row[2] + " " + row[3]);
        }
    }

    @Test
    void encodesWhatCv2Encodes() {
        for (String[] row : Golden.table("encodings.tsv")) {
            Image image = TransformsTest.source(row[0], codec);
            Encoding encoding = Encoding.ofExtension(row[1]);
            byte[] file = bytes(codec.encode(image, encoding, Integer.parseInt(row[2])));
            assertThat(Golden.sha256(file)).as(String.join(" ", row)).isEqualTo(row[4]);
        }
    }

    @Test
    void pngKeepsEveryPixel() {
        for (String name : List.of("bgr8", "gray8", "bgra8", "bgr16", "gray16")) {
            byte[] before = TransformsTest.source(name, codec).toBytes();
            MemorySegment file = codec.encode(TransformsTest.source(name, codec), Encoding.PNG, 3);
            assertThat(codec.decode(file, ColorMode.UNCHANGED).toBytes())
                    .as(name)
                    .isEqualTo(before);
        }
    }

    @Test
    void anImageFromElsewhereEncodesTheSame() {
        Image own = codec.decode(Golden.segment("src/rgb.png"), ColorMode.COLOR);
        byte[] expected = bytes(codec.encode(own, Encoding.JPEG, 95));
        try (Arena arena = Arena.ofConfined()) {
            assertThat(bytes(codec.encode(own.copy(arena), Encoding.JPEG, 95))).isEqualTo(expected);
            Image heap = Image.wrap(MemorySegment.ofArray(own.toBytes()), 80, 60, 240, PixelFormat.BGR8);
            assertThat(bytes(codec.encode(heap, Encoding.JPEG, 95))).isEqualTo(expected);
            Image wide = Image.allocate(arena, 100, 60, PixelFormat.BGR8).crop(11, 0, 80, 60);
            for (int y = 0; y < 60; y++) {
                MemorySegment.copy(heap.pixels(), y * 240L, wide.pixels(), y * 300L, 240);
            }
            assertThat(bytes(codec.encode(wide, Encoding.JPEG, 95))).isEqualTo(expected);
        }
    }

    @Test
    void whatTheCodecLeftBehindCannotBeRead() {
        Image first = codec.decode(Golden.segment("src/rgb.png"), ColorMode.COLOR);
        MemorySegment file = codec.encode(first, Encoding.JPEG, 95);
        codec.encode(first, Encoding.JPEG, 94);
        codec.decode(Golden.segment("src/tall.jpg"), ColorMode.COLOR);
        assertThatThrownBy(() -> first.sample(0, 0, 0)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> file.get(ValueLayout.JAVA_BYTE, 0)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> codec.encode(first, Encoding.JPEG, 95))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no longer valid");
    }

    @Test
    void aBadImageHarmsNoOther() {
        byte[] good = Golden.bytes("src/rgb420_q90.jpg");
        byte[] expected =
                codec.decode(MemorySegment.ofArray(good), ColorMode.COLOR).toBytes();
        for (String bad : List.of("src/zero.jpg", "src/text.jpg", "src/truncated.jpg", "made/picture.npy")) {
            assertThatThrownBy(() -> codec.decode(Golden.segment(bad), ColorMode.COLOR))
                    .as(bad)
                    .isInstanceOf(BadImageException.class);
            assertThat(codec.decode(MemorySegment.ofArray(good), ColorMode.COLOR)
                            .toBytes())
                    .as(bad)
                    .isEqualTo(expected);
        }
    }

    /** OpenCV reports a failure by its result; the buffer it was given then has the right size and no pixels. */
    @Test
    void aHeaderWithoutPixelsIsNoImage() {
        byte[] webp = Golden.bytes("made/lossless.webp");
        java.util.Arrays.fill(webp, 40, webp.length, (byte) 0);
        assertThatThrownBy(() -> codec.decode(MemorySegment.ofArray(webp), ColorMode.COLOR))
                .isInstanceOf(BadImageException.class)
                .hasMessageStartingWith("not decodable: kind=webp");
    }

    @ParameterizedTest
    @ValueSource(strings = {"src/rgb420_q90.jpg", "src/progressive.jpg", "src/gif.gif", "src/webp.webp", "src/bmp.bmp"})
    void damagedBytesGiveAnImageOrAReason(String name) {
        long seed = 7;
        Random random = new Random(seed);
        byte[] whole = Golden.bytes(name);
        for (int round = 0; round < 60; round++) {
            byte[] damaged = whole.clone();
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            String what = "seed=" + seed + ", round=" + round;
            try {
                assertThat(codec.decode(MemorySegment.ofArray(damaged), ColorMode.COLOR)
                                .toBytes())
                        .as(what)
                        .isNotEmpty();
            } catch (BadImageException refused) {
                assertThat(refused.reason()).as(what).isNotBlank();
            }
        }
    }

    @Test
    void buffersGrowForLargeImages() {
        long seed = 5;
        byte[] noise = new byte[900 * 700 * 3];
        new Random(seed).nextBytes(noise);
        Image large = Image.wrap(MemorySegment.ofArray(noise), 900, 700, 2700, PixelFormat.BGR8);
        byte[] file = bytes(codec.encode(large, Encoding.PNG, 1));
        assertThat(file.length).isGreaterThan(1 << 20);
        assertThat(codec.decode(MemorySegment.ofArray(file), ColorMode.COLOR).toBytes())
                .isEqualTo(noise);
        Image small = codec.decode(Golden.segment("src/one.jpg"), ColorMode.COLOR);
        assertThat(bytes(codec.encode(small, Encoding.JPEG, 95)).length).isLessThan(1000);
    }

    @Test
    void refusesWhatMakesNoSense() {
        Image image = codec.decode(Golden.segment("src/one.jpg"), ColorMode.COLOR);
        assertThatThrownBy(() -> codec.encode(image, Encoding.JPEG, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ColorMode.ofFlag(2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Encoding.ofExtension(".tif")).hasMessageContaining("encoding=.tif");
        codec.close();
        codec.close();
        assertThatThrownBy(() -> codec.encode(image, Encoding.JPEG, 95)).hasMessage("codec is closed");
    }

    @Test
    void aCodecMayBeClosedByAnotherThread() throws InterruptedException {
        Throwable[] failure = new Throwable[1];
        ImageCodec shared = ImageCodec.create();
        Thread worker = new Thread(
                () -> shared.encode(shared.decode(Golden.segment("src/one.jpg"), ColorMode.COLOR), Encoding.JPEG, 95));
        worker.setUncaughtExceptionHandler((thread, thrown) -> failure[0] = thrown);
        worker.start();
        worker.join();
        shared.close();
        assertThat(failure[0]).isNull();
    }

    private static String shape(Image image) {
        String size = image.heightPx() + "x" + image.widthPx();
        return image.format().channels() == 1
                ? size
                : size + "x" + image.format().channels();
    }
}
