package io.cameo.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntegrityTest {
    private static final Map<String, String> BAD = Map.of(
            "src/zero.jpg", "zero bytes",
            "src/text.jpg", "not a known image: bytes=12, first=0x6e6f7420",
            "src/truncated.jpg", "jpeg truncated: no end-of-image marker, bytes=1426");

    private static Optional<String> fault(byte[] bytes) {
        return Integrity.fault(MemorySegment.ofArray(bytes));
    }

    @Test
    void goldenImagesAreJudgedRight() {
        for (String name : Golden.names()) {
            assertThat(fault(Golden.bytes(name))).as(name).isEqualTo(Optional.ofNullable(BAD.get(name)));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "src/rgb420_q90.jpg", "src/gray.jpg", "src/progressive.jpg", "src/exif_6.jpg", "src/cmyk.jpg",
                "src/one.jpg", "made/restart.jpg", "made/progressive_rst.jpg", "src/gray16.png", "src/rgb.png",
                "src/palette.png", "src/bmp.bmp", "src/gif.gif", "src/webp.webp", "made/lossless.webp",
                "made/picture.npy"
            })
    void aFileCutAtAnyByteIsFound(String name) {
        byte[] whole = Golden.bytes(name);
        assertThat(fault(whole)).as(name).isEmpty();
        for (int size = 0; size < whole.length; size++) {
            assertThat(fault(Arrays.copyOf(whole, size)))
                    .as("%s cut to %d bytes", name, size)
                    .isPresent();
        }
    }

    /** The last byte that a TIFF's directory points at need not be the last byte of the file. */
    @Test
    void aTiffCutAnywhereInItsPixelsIsFound() {
        byte[] whole = Golden.bytes("src/tiff.tif");
        int found = 0;
        for (int size = 0; size < whole.length; size++) {
            found += fault(Arrays.copyOf(whole, size)).isPresent() ? 1 : 0;
        }
        assertThat(found).isEqualTo(whole.length);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "src/rgb420_q90.jpg",
                "src/progressive.jpg",
                "made/restart.jpg",
                "made/progressive_rst.jpg",
                "src/rgb.png",
                "src/gif.gif",
                "src/webp.webp",
                "src/bmp.bmp",
                "made/picture.npy"
            })
    void whatFollowsASoundImageIsNoFault(String name) {
        assertThat(fault(join(Golden.bytes(name), new byte[] {1, 2, 3, -1, 0, -1})))
                .isEmpty();
        assertThat(fault(join(Golden.bytes(name), Golden.bytes("src/one.jpg")))).isEmpty();
    }

    /** A thumbnail brings its own end-of-image marker, inside a header segment. */
    @Test
    void aThumbnailHidesNoTruncation() {
        byte[] outer = Golden.bytes("src/rgb420_q90.jpg");
        byte[] thumbnail = Golden.bytes("src/one.jpg");
        int length = thumbnail.length + 2;
        byte[] segment = join(new byte[] {(byte) 0xff, (byte) 0xe1, (byte) (length >> 8), (byte) length}, thumbnail);
        byte[] image = join(Arrays.copyOf(outer, 2), segment, Arrays.copyOfRange(outer, 2, outer.length));
        assertThat(fault(image)).isEmpty();
        for (int size = 0; size < image.length; size++) {
            assertThat(fault(Arrays.copyOf(image, size)))
                    .as("cut to %d bytes", size)
                    .isPresent();
        }
    }

    @Test
    void fillBytesAreLegal() {
        byte[] plain = Golden.bytes("src/rgb420_q90.jpg");
        byte[] fill = {-1, -1, -1};
        byte[] beforeEnd = join(Arrays.copyOf(plain, plain.length - 2), fill, new byte[] {-1, (byte) 0xd9, 0});
        byte[] beforeFirst = join(Arrays.copyOf(plain, 2), fill, Arrays.copyOfRange(plain, 2, plain.length));
        assertThat(fault(beforeEnd)).isEmpty();
        assertThat(fault(beforeFirst)).isEmpty();
    }

    @Test
    void aTruncatedJpegIsNotSavedByTheNextImage() {
        byte[] cut = Golden.bytes("src/truncated.jpg");
        assertThat(fault(join(cut, Golden.bytes("src/progressive.jpg"), new byte[1])))
                .hasValueSatisfying(reason -> assertThat(reason).startsWith("jpeg cut off by another image: offset="));
        assertThat(fault(join(cut, new byte[4096]))).isPresent();
    }

    @Test
    void everyFlippedBitOfAPngIsFound() {
        byte[] whole = Golden.bytes("src/gray16.png");
        for (int bit = 0; bit < whole.length * 8; bit++) {
            byte[] damaged = whole.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(fault(damaged)).as("bit %d", bit).isPresent();
        }
    }

    @Test
    void namesTheChunkThatBreaksItsSum() {
        byte[] damaged = Golden.bytes("src/rgb.png");
        damaged[60] ^= 4;
        assertThat(fault(damaged))
                .hasValueSatisfying(reason -> assertThat(reason)
                        .startsWith("png chunk checksum mismatch: offset=33, expected=0x")
                        .contains(", actual=0x"));
    }

    @Test
    void hostileLengthsEndSoon() {
        byte[] png = Golden.bytes("src/rgb.png");
        Arrays.fill(png, 33, 37, (byte) 0xff);
        assertThat(fault(png)).hasValue("png truncated: no end chunk, bytes=" + png.length);
        byte[] npy = Golden.bytes("made/picture.npy");
        int shape = new String(npy, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("(8, 12, 3)");
        byte[] huge = "(99999999)".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        System.arraycopy(huge, 0, npy, shape, huge.length);
        assertThat(fault(npy)).hasValueSatisfying(reason -> assertThat(reason).startsWith("npy truncated"));
        byte[] loop = {'I', 'I', 42, 0, 8, 0, 0, 0, 0, 0, 8, 0, 0, 0};
        assertThat(fault(loop)).hasValue("tiff directories form a loop: offset=8");
    }

    /** Damage between the markers is the decoder's to judge; the judge of structure must only survive it. */
    @Test
    void damagedScansAreSurvived() {
        long seed = 4;
        Random random = new Random(seed);
        byte[] whole = Golden.bytes("made/progressive_rst.jpg");
        for (int round = 0; round < 5_000; round++) {
            byte[] damaged = whole.clone();
            for (int i = 0; i < 4; i++) {
                damaged[random.nextInt(damaged.length)] = (byte) (random.nextBoolean() ? 0xff : random.nextInt());
            }
            assertThat(fault(damaged)).as("seed=%d, round=%d", seed, round).isNotNull();
        }
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            whole.writeBytes(part);
        }
        return whole.toByteArray();
    }
}
