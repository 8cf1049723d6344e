package io.cameo.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.bytes.MappedFile;
import io.cameo.scene.Portrait;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every {@link JpegDecoder} must do; {@link ImageCodec}, which follows {@code cv2.imread}, is the measure. */
abstract class JpegDecoderContract {
    private static final int[] DENOMINATORS = {1, 2, 4, 8};

    private final ImageCodec codec = ImageCodec.create();
    private JpegDecoder decoder;

    protected abstract JpegDecoder create();

    @BeforeEach
    void open() {
        decoder = create();
    }

    @AfterEach
    void close() {
        codec.close();
        if (decoder != null) {
            decoder.close();
        }
    }

    /** All golden JPEGs by content, the odd ones included. */
    private static List<String> jpegs() {
        return Stream.concat(Golden.names().stream(), Stream.of("made/restart.jpg", "made/progressive_rst.jpg"))
                .filter(name -> ImageKind.of(Golden.segment(name)) == ImageKind.JPEG)
                .filter(name -> !name.endsWith("truncated.jpg"))
                .toList();
    }

    private byte[] decode(byte[] file, ChannelOrder order, int denominator) {
        decoder.read(MemorySegment.ofArray(file), 0, file.length);
        int rowBytes = JpegDecoder.scaledPx(decoder.widthPx(), denominator) * order.channels();
        byte[] pixels = new byte[rowBytes * JpegDecoder.scaledPx(decoder.heightPx(), denominator)];
        decoder.decode(MemorySegment.ofArray(pixels), 0, rowBytes, order, denominator);
        return pixels;
    }

    private static byte[] swapped(byte[] bgr) {
        byte[] rgb = bgr.clone();
        for (int i = 0; i < rgb.length; i += 3) {
            rgb[i] = bgr[i + 2];
            rgb[i + 2] = bgr[i];
        }
        return rgb;
    }

    @Test
    void givesThePixelsOfImread() {
        assertThat(jpegs()).hasSizeGreaterThan(20);
        for (String name : jpegs()) {
            byte[] file = Golden.bytes(name);
            byte[] color =
                    codec.decode(MemorySegment.ofArray(file), ColorMode.COLOR).toBytes();
            byte[] gray =
                    codec.decode(MemorySegment.ofArray(file), ColorMode.GRAY).toBytes();
            assertThat(decode(file, ChannelOrder.BGR, 1)).as(name).isEqualTo(color);
            assertThat(decode(file, ChannelOrder.RGB, 1)).as(name).isEqualTo(swapped(color));
            assertThat(decode(file, ChannelOrder.GRAY, 1)).as(name).isEqualTo(gray);
        }
    }

    @Test
    void knowsTheSizeBeforeItDecodes() {
        for (String name : jpegs()) {
            byte[] file = Golden.bytes(name);
            Image image = codec.decode(MemorySegment.ofArray(file), ColorMode.COLOR);
            decoder.read(MemorySegment.ofArray(file), 0, file.length);
            assertThat(decoder.widthPx() + "x" + decoder.heightPx())
                    .as(name)
                    .isEqualTo(image.widthPx() + "x" + image.heightPx());
            assertThat(decoder.isGray()).as(name).isEqualTo(name.endsWith("/gray.jpg"));
        }
    }

    /** Portraits at the sizes and qualities that people pack, and sizes that are no multiple of a block. */
    @Test
    void givesThePixelsOfImreadForFaces() {
        SplittableRandom random = new SplittableRandom(11);
        for (int sizePx : new int[] {112, 96, 113, 117, 250, 33}) {
            for (int quality : new int[] {95, 100, 75, 30}) {
                byte[] file = portrait(sizePx, random.nextInt(1000), quality);
                byte[] color = codec.decode(MemorySegment.ofArray(file), ColorMode.COLOR)
                        .toBytes();
                assertThat(decode(file, ChannelOrder.BGR, 1))
                        .as(sizePx + " q" + quality)
                        .isEqualTo(color);
            }
        }
    }

    /** The reduced sizes of both libraries must agree; OpenCV's are the measure. */
    @Test
    void scalesAsOpencvScales() {
        try (JpegDecoder opencv = JpegDecoder.create(JpegLibrary.OPENCV)) {
            for (String name : jpegs()) {
                byte[] file = Golden.bytes(name);
                for (int denominator : DENOMINATORS) {
                    for (ChannelOrder order : ChannelOrder.values()) {
                        byte[] pixels = decode(file, order, denominator);
                        byte[] expected = new byte[pixels.length];
                        opencv.read(MemorySegment.ofArray(file), 0, file.length);
                        int widthPx = JpegDecoder.scaledPx(opencv.widthPx(), denominator);
                        opencv.decode(
                                MemorySegment.ofArray(expected),
                                0,
                                (long) widthPx * order.channels(),
                                order,
                                denominator);
                        assertThat(pixels)
                                .as(name + " 1/" + denominator + " " + order)
                                .isEqualTo(expected);
                    }
                }
            }
        }
    }

    /** An eighth of a block is its mean, so a smaller image must look like the blurred large one. */
    @Test
    void aSmallerImageIsTheSamePicture() {
        byte[] file = portrait(112, 3, 95);
        byte[] large = decode(file, ChannelOrder.GRAY, 1);
        for (int denominator : new int[] {2, 4, 8}) {
            byte[] small = decode(file, ChannelOrder.GRAY, denominator);
            int side = 112 / denominator;
            double error = 0;
            for (int y = 0; y < side; y++) {
                for (int x = 0; x < side; x++) {
                    double mean = 0;
                    for (int i = 0; i < denominator * denominator; i++) {
                        int from = (y * denominator + i / denominator) * 112 + x * denominator + i % denominator;
                        mean += Byte.toUnsignedInt(large[from]) / (double) (denominator * denominator);
                    }
                    error += Math.abs(mean - Byte.toUnsignedInt(small[y * side + x]));
                }
            }
            assertThat(error / (side * side)).as("1/" + denominator).isLessThan(3);
        }
    }

    @Test
    void writesRowsWhereTheyBelongAndNothingElse() {
        byte[] file = portrait(33, 5, 90);
        byte[] plain = decode(file, ChannelOrder.BGR, 1);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment heap = MemorySegment.ofArray(new byte[7 + 33 * 128]);
            for (MemorySegment dst : List.of(heap, arena.allocate(7 + 33 * 128))) {
                dst.fill((byte) 0x55);
                decoder.decode(dst, 7, 128, ChannelOrder.BGR, 1);
                assertThat(dst.asSlice(0, 7).toArray(ValueLayout.JAVA_BYTE)).containsOnly(0x55);
                for (int y = 0; y < 33; y++) {
                    byte[] row = dst.asSlice(7 + y * 128L, 128).toArray(ValueLayout.JAVA_BYTE);
                    assertThat(Arrays.copyOf(row, 99)).isEqualTo(Arrays.copyOfRange(plain, y * 99, y * 99 + 99));
                    assertThat(Arrays.copyOfRange(row, 99, 128)).containsOnly(0x55);
                }
            }
        }
    }

    @Test
    void refusesMemoryThatIsTooSmall() {
        byte[] file = portrait(32, 6, 90);
        decoder.read(MemorySegment.ofArray(file), 0, file.length);
        MemorySegment dst = MemorySegment.ofArray(new byte[32 * 96]);
        decoder.decode(dst, 0, 96, ChannelOrder.BGR, 1);
        for (long[] place : new long[][] {{1, 96}, {-1, 96}, {0, 95}, {0, 97}, {Long.MAX_VALUE, 96}, {0, 1L << 40}}) {
            assertThatThrownBy(() -> decoder.decode(dst, place[0], place[1], ChannelOrder.BGR, 1))
                    .as(Arrays.toString(place))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> decoder.decode(dst.asReadOnly(), 0, 96, ChannelOrder.BGR, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("read-only");
        for (int denominator : new int[] {0, -1, 3, 16}) {
            assertThatThrownBy(() -> decoder.decode(dst, 0, 96, ChannelOrder.BGR, denominator))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("no such denominator: denominator=" + denominator + ", known=1, 2, 4, 8");
        }
    }

    @Test
    void refusesWhatTheCodecRefuses() {
        byte[] cut = Golden.bytes("src/truncated.jpg");
        byte[] png = Golden.bytes("src/rgb.png");
        assertThatThrownBy(() -> decoder.read(MemorySegment.ofArray(cut), 0, cut.length))
                .isInstanceOf(BadImageException.class)
                .hasMessage("jpeg truncated: no end-of-image marker, bytes=1426");
        assertThatThrownBy(() -> decoder.read(MemorySegment.ofArray(png), 0, png.length))
                .isInstanceOf(BadImageException.class)
                .hasMessage("not a jpeg: kind=png, bytes=" + png.length);
        assertThatThrownBy(() -> decoder.read(MemorySegment.ofArray(png), 0, 0))
                .isInstanceOf(BadImageException.class)
                .hasMessage("zero bytes");
        assertThatThrownBy(() -> decoder.read(MemorySegment.ofArray(png), 1, png.length))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(decoder::widthPx).isInstanceOf(IllegalStateException.class);
        byte[] sound = portrait(32, 6, 90);
        assertThat(decode(sound, ChannelOrder.GRAY, 1)).hasSize(32 * 32);
    }

    /** Bits flipped anywhere: the same pixels as the codec, or an exception where it throws one; never a crash. */
    @Test
    void survivesDamageAsTheCodecDoes() {
        long seed = 20260101;
        SplittableRandom random = new SplittableRandom(seed);
        byte[] file = portrait(48, 7, 85);
        for (int i = 0; i < 400; i++) {
            byte[] bad = file.clone();
            for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
                bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
            }
            String what = "seed " + seed + ", round " + i;
            byte[] expected = outcome(() ->
                    codec.decode(MemorySegment.ofArray(bad), ColorMode.COLOR).toBytes());
            byte[] actual = outcome(() -> decode(bad, ChannelOrder.BGR, 1));
            assertThat(actual).as(what).isEqualTo(expected);
        }
    }

    /** A file that lacks tables must not get those of the file before it, which libjpeg would lend it. */
    @Test
    void pixelsDoNotDependOnTheFileBefore() {
        byte[] file = portrait(48, 7, 85);
        byte[] other = portrait(48, 9, 40);
        for (int marker : new int[] {0xdb, 0xc4}) {
            byte[] bare = without(marker, file);
            byte[] expected = outcome(() ->
                    codec.decode(MemorySegment.ofArray(bare), ColorMode.COLOR).toBytes());
            for (byte[] before : List.of(other, file)) {
                decode(before, ChannelOrder.BGR, 1);
                assertThat(outcome(() -> decode(bare, ChannelOrder.BGR, 1)))
                        .as("without ff%x", marker)
                        .isEqualTo(expected);
            }
        }
    }

    private static byte[] without(int marker, byte[] jpeg) {
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        kept.write(jpeg, 0, 2);
        int at = 2;
        int found = 0;
        while (found != 0xda) {
            found = Byte.toUnsignedInt(jpeg[at + 1]);
            int length = 2 + (Byte.toUnsignedInt(jpeg[at + 2]) << 8 | Byte.toUnsignedInt(jpeg[at + 3]));
            if (found != marker) {
                kept.write(jpeg, at, length);
            }
            at += length;
        }
        kept.write(jpeg, at, jpeg.length - at);
        return kept.toByteArray();
    }

    private static byte[] outcome(Supplier<byte[]> decoding) {
        try {
            return decoding.get();
        } catch (BadImageException refused) {
            return new byte[0];
        }
    }

    @Test
    void readsPartOfAMappedFile(@TempDir Path folder) throws IOException {
        byte[] file = portrait(40, 8, 90);
        byte[] expected = decode(file, ChannelOrder.BGR, 1);
        byte[] padded = new byte[file.length + 100];
        System.arraycopy(file, 0, padded, 60, file.length);
        Path path = Files.write(folder.resolve("padded.bin"), padded);
        try (MappedFile mapped = MappedFile.open(path)) {
            decoder.read(mapped.segment(), 60, file.length);
        }
        byte[] pixels = new byte[expected.length];
        decoder.decode(MemorySegment.ofArray(pixels), 0, 120, ChannelOrder.BGR, 1);
        assertThat(pixels).isEqualTo(expected);
    }

    @Test
    void isClosedOnceAndForAll() {
        byte[] file = portrait(32, 6, 90);
        decoder.close();
        decoder.close();
        assertThatThrownBy(() -> decoder.read(MemorySegment.ofArray(file), 0, file.length))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("decoder is closed");
    }

    @Test
    void aTurnedImageMayBeAskedForSmaller() {
        for (int orientation = 1; orientation <= 8; orientation++) {
            byte[] file = Golden.bytes("src/exif_" + orientation + ".jpg");
            decoder.read(MemorySegment.ofArray(file), 0, file.length);
            boolean turned = orientation >= 5;
            assertThat(decoder.widthPx()).isEqualTo(turned ? 60 : 80);
            assertThat(decode(file, ChannelOrder.GRAY, 8)).hasSize(10 * 8);
        }
    }

    private byte[] portrait(int sizePx, int identity, int quality) {
        try (Arena arena = Arena.ofConfined()) {
            Image image = Image.allocate(arena, sizePx, sizePx, PixelFormat.BGR8);
            new Portrait(sizePx).draw(1, identity, 0, image.pixels(), new float[10]);
            return codec.encode(image, Encoding.JPEG, quality).toArray(ValueLayout.JAVA_BYTE);
        }
    }
}
