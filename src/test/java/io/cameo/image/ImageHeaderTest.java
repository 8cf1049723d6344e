package io.cameo.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageHeaderTest {
    @ParameterizedTest
    @CsvSource({
        "src/rgb420_q90.jpg, JPEG, 80, 60, 3, 8, false",
        "src/gray.jpg, JPEG, 80, 60, 1, 8, false",
        "src/cmyk.jpg, JPEG, 80, 60, 4, 8, false",
        "src/tall.jpg, JPEG, 3, 200, 3, 8, false",
        "src/one.jpg, JPEG, 1, 1, 3, 8, false",
        "src/progressive.jpg, JPEG, 80, 60, 3, 8, true",
        "src/truncated.jpg, JPEG, 80, 60, 3, 8, false",
        "src/jpg_as_png.png, JPEG, 80, 60, 3, 8, false",
        "src/png_as_jpg.jpg, PNG, 80, 60, 3, 8, false",
        "src/rgba.png, PNG, 80, 60, 4, 8, false",
        "src/la.png, PNG, 80, 60, 2, 8, false",
        "src/palette.png, PNG, 80, 60, 1, 8, false",
        "src/gray16.png, PNG, 80, 60, 1, 16, false",
        "src/rgb16.png, PNG, 80, 60, 3, 16, false",
        "src/bmp.bmp, BMP, 80, 60, 3, 8, false",
        "src/gif.gif, GIF, 80, 60, 1, 8, false",
        "src/tiff.tif, TIFF, 80, 60, 3, 8, false",
        "src/webp.webp, WEBP, 80, 60, 3, 8, false",
        "made/lossless.webp, WEBP, 80, 60, 3, 8, false",
        "made/picture.npy, NPY, 12, 8, 3, 8, false",
        "src/text.jpg, UNKNOWN, 0, 0, 0, 0, false",
        "src/zero.jpg, UNKNOWN, 0, 0, 0, 0, false",
    })
    void tellsWhatTheHeaderTells(
            String file, ImageKind kind, int width, int height, int channels, int bits, boolean progressive) {
        assertThat(ImageHeader.of(Golden.segment(file)))
                .isEqualTo(new ImageHeader(kind, width, height, channels, bits, 1, progressive));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void readsExifOrientation(int orientation) {
        assertThat(ImageHeader.of(Golden.segment("src/exif_" + orientation + ".jpg"))
                        .exifOrientation())
                .isEqualTo(orientation);
    }

    @ParameterizedTest
    @CsvSource({
        "JPEG, .jpg",
        "PNG, .png",
        "BMP, .bmp",
        "WEBP, .webp",
        "GIF, .gif",
        "TIFF, .tif",
        "NPY, .npy",
        "UNKNOWN, .bin"
    })
    void everyKindHasAnExtension(ImageKind kind, String extension) {
        assertThat(kind.extension()).isEqualTo(extension);
    }

    @Test
    void twoLettersMakeNoBitmap() {
        byte[] text = "BM is how this sentence begins".getBytes(StandardCharsets.US_ASCII);
        assertThat(ImageKind.of(MemorySegment.ofArray(text))).isEqualTo(ImageKind.UNKNOWN);
    }

    /** Whatever the bytes are, there is an answer, and the judge of integrity has one too. */
    @Test
    void garbageIsAnsweredNotThrown() {
        List<byte[]> seeds = Golden.names().stream().map(Golden::bytes).toList();
        long seed = 20_240_601;
        Random random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            byte[] source = seeds.get(random.nextInt(seeds.size()));
            byte[] bytes = Arrays.copyOf(source, random.nextInt(source.length + 1));
            int damage = random.nextInt(8);
            for (int i = 0; i < damage && bytes.length > 0; i++) {
                // Mostly in the header, where lengths and counts stand.
                int reach = random.nextBoolean() ? Math.min(64, bytes.length) : bytes.length;
                bytes[random.nextInt(reach)] = (byte) (random.nextBoolean() ? 0xff : random.nextInt());
            }
            MemorySegment segment = MemorySegment.ofArray(bytes);
            ImageHeader header = ImageHeader.of(segment);
            assertThat(header.widthPx()).as("seed=%d, round=%d", seed, round).isNotNegative();
            assertThat(header.heightPx()).as("seed=%d, round=%d", seed, round).isNotNegative();
            assertThat(header.exifOrientation())
                    .as("seed=%d, round=%d", seed, round)
                    .isBetween(1, 8);
            assertThat(header.kind()).isEqualTo(ImageKind.of(segment));
            assertThat(Integrity.fault(segment)).isNotNull();
        }
    }

    @Test
    void readsDirectlyFromNativeMemory() {
        try (java.lang.foreign.Arena arena = java.lang.foreign.Arena.ofConfined()) {
            byte[] bytes = Golden.bytes("src/exif_6.jpg");
            MemorySegment copy = arena.allocate(bytes.length + 3).asSlice(3);
            copy.copyFrom(MemorySegment.ofArray(bytes));
            assertThat(ImageHeader.of(copy)).isEqualTo(ImageHeader.of(MemorySegment.ofArray(bytes)));
            assertThat(Integrity.fault(copy)).isEmpty();
        }
    }
}
