package io.cameo.convert.matting;

import static org.assertj.core.api.Assertions.assertThat;

import io.cameo.image.BadImageException;
import io.cameo.image.ColorMode;
import io.cameo.image.Encoding;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.image.PixelFormat;
import io.cameo.matte.AlphaBox;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The general decoder, all of the picture, is the oracle. */
class ColourJpegTest {
    /** Orientation 6, as a camera held upright writes it. */
    private static final byte[] TURNED = {
        (byte) 0xff,
        (byte) 0xe1,
        0,
        34,
        'E',
        'x',
        'i',
        'f',
        0,
        0,
        'M',
        'M',
        0,
        42,
        0,
        0,
        0,
        8,
        0,
        1,
        1,
        0x12,
        0,
        3,
        0,
        0,
        0,
        1,
        0,
        6,
        0,
        0,
        0,
        0,
        0,
        0
    };

    private final long seed = System.nanoTime();
    private final SplittableRandom random = new SplittableRandom(seed);
    private final ImageCodec codec = ImageCodec.create();
    private final PlanePool pool = new PlanePool();
    private final ColourJpeg jpeg = new ColourJpeg();

    @AfterEach
    void close() {
        jpeg.close();
        pool.close();
        codec.close();
    }

    /** Waves of colour, as steep as noise in places. */
    private byte[] file(int widthPx, int heightPx, PixelFormat format) {
        Image image = Image.allocate(Arena.ofAuto(), widthPx, heightPx, format);
        int steep = random.nextInt(1, 60);
        int noise = random.nextInt(1, 40);
        for (int y = 0; y < heightPx; y++) {
            for (long i = 0; i < image.rowBytes(); i++) {
                int sample = (int) (120 + 100 * Math.sin((i * steep + y * 31L) / 900.0)) + random.nextInt(noise);
                image.pixels().set(ValueLayout.JAVA_BYTE, y * image.strideBytes() + i, (byte) Math.min(255, sample));
            }
        }
        return codec.encode(image, Encoding.JPEG, random.nextInt(20, 100)).toArray(ValueLayout.JAVA_BYTE);
    }

    private AlphaBox box(int widthPx, int heightPx) {
        int x = random.nextInt(widthPx);
        int y = random.nextInt(heightPx);
        return new AlphaBox(x, y, random.nextInt(1, widthPx - x + 1), random.nextInt(1, heightPx - y + 1));
    }

    private static byte[] samples(Image image) {
        byte[] all = new byte[(int) image.rowBytes() * image.heightPx()];
        for (int y = 0; y < image.heightPx(); y++) {
            MemorySegment.copy(
                    image.pixels(),
                    ValueLayout.JAVA_BYTE,
                    y * image.strideBytes(),
                    all,
                    y * (int) image.rowBytes(),
                    (int) image.rowBytes());
        }
        return all;
    }

    @Test
    void partsHaveThePixelsOfTheWhole() {
        for (int round = 0; round < 200; round++) {
            int widthPx = random.nextInt(1, 200);
            int heightPx = random.nextInt(1, 200);
            MemorySegment file = MemorySegment.ofArray(file(widthPx, heightPx, PixelFormat.BGR8));
            Image expected = codec.decode(file, ColorMode.UNCHANGED);
            pool.reset();
            Image whole = Objects.requireNonNull(jpeg.whole(file, pool));
            assertThat(samples(whole)).as("seed=%d", seed).isEqualTo(samples(expected));
            AlphaBox box = box(widthPx, heightPx);
            Image part = Objects.requireNonNull(jpeg.part(file, widthPx, heightPx, box, pool));
            assertThat(samples(part))
                    .as("seed=%d, round=%d, %dx%d, %s", seed, round, widthPx, heightPx, box)
                    .isEqualTo(samples(box.part(expected)));
        }
    }

    @Test
    void cuttingLeavesOutWhatIsFarAway() {
        byte[] file = file(320, 320, PixelFormat.BGR8);
        JpegCrop crop = new JpegCrop();
        MemorySegment small = crop.crop(MemorySegment.ofArray(file), new AlphaBox(100, 50, 30, 40));
        Image image = codec.decode(Objects.requireNonNull(small), ColorMode.UNCHANGED);
        // Columns 100 to 129 lie in MCUs 6 to 8, rows 50 to 89 in 3 to 5; one more at each side.
        assertThat(image.widthPx()).isEqualTo(5 * 16);
        assertThat(image.heightPx()).isEqualTo(5 * 16);
        assertThat(crop.xPx()).isEqualTo(100 - 5 * 16);
        assertThat(crop.yPx()).isEqualTo(50 - 2 * 16);
    }

    @Test
    void damageGivesWhatTheGeneralDecoderGivesOrNothing() {
        int parts = 0;
        for (int round = 0; round < 400; round++) {
            byte[] file = file(150, 130, PixelFormat.BGR8);
            int bit = random.nextInt(8 * file.length);
            file[bit / 8] ^= (byte) (1 << bit % 8);
            AlphaBox box = box(150, 130);
            pool.reset();
            Image part = jpeg.part(MemorySegment.ofArray(file), 150, 130, box, pool);
            byte[] made = part == null ? null : samples(part);
            if (made != null) {
                parts++;
                assertThat(made)
                        .as("seed=%d, round=%d, bit=%d, %s", seed, round, bit, box)
                        .isEqualTo(expected(file, box));
            }
        }
        assertThat(parts).as("seed=%d", seed).isGreaterThan(200);
    }

    private byte @Nullable [] expected(byte[] file, AlphaBox box) {
        try {
            return samples(box.part(codec.decode(MemorySegment.ofArray(file), ColorMode.UNCHANGED)));
        } catch (BadImageException refused) {
            return null;
        }
    }

    @Test
    void otherFilesAreLeftToTheGeneralDecoder() {
        byte[] ordinary = file(40, 50, PixelFormat.BGR8);
        byte[] turned = new byte[ordinary.length + TURNED.length];
        System.arraycopy(ordinary, 0, turned, 0, 2);
        System.arraycopy(TURNED, 0, turned, 2, TURNED.length);
        System.arraycopy(ordinary, 2, turned, 2 + TURNED.length, ordinary.length - 2);
        Image colours = Image.allocate(Arena.ofAuto(), 40, 50, PixelFormat.BGR8);
        byte[] png = codec.encode(colours, Encoding.PNG, 1).toArray(ValueLayout.JAVA_BYTE);
        byte[] cut = Arrays.copyOf(ordinary, ordinary.length - 2);
        AlphaBox box = new AlphaBox(3, 4, 20, 21);
        for (byte[] file : new byte[][] {file(40, 50, PixelFormat.GRAY8), turned, png, cut, {}}) {
            MemorySegment bytes = MemorySegment.ofArray(file);
            assertThat(jpeg.whole(bytes, pool)).isNull();
            assertThat(jpeg.part(bytes, 40, 50, box, pool)).isNull();
        }
        assertThat(jpeg.part(MemorySegment.ofArray(ordinary), 41, 50, box, pool))
                .isNull();
    }
}
