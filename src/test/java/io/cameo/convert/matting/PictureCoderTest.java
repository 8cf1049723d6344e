package io.cameo.convert.matting;

import static org.assertj.core.api.Assertions.assertThat;

import io.cameo.image.Encoding;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.image.PixelFormat;
import io.cameo.matte.AlphaBox;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What is put together of parts must be, byte for byte, what the encoder makes of the whole. */
class PictureCoderTest {
    private final long seed = System.nanoTime();
    private final SplittableRandom random = new SplittableRandom(seed);

    private Image drawn(int width, int height, PixelFormat format) {
        Image image = Image.allocate(Arena.ofAuto(), width, height, format);
        draw(image);
        return image;
    }

    /** Anything from flat to pure noise, so that blocks are empty, ordinary and full. */
    private void draw(Image image) {
        int noise = 1 << random.nextInt(9);
        int base = random.nextInt(256);
        int slope = random.nextInt(4);
        for (int y = 0; y < image.heightPx(); y++) {
            for (long x = 0; x < image.rowBytes(); x++) {
                long sample = base + slope * x + random.nextInt(noise);
                image.pixels().set(ValueLayout.JAVA_BYTE, y * image.strideBytes() + x, (byte) sample);
            }
        }
    }

    private AlphaBox box(int width, int height) {
        int boxWidth = random.nextInt(1, width + 1);
        int boxHeight = random.nextInt(1, height + 1);
        int x = random.nextInt(width - boxWidth + 1);
        return new AlphaBox(x, random.nextInt(height - boxHeight + 1), boxWidth, boxHeight);
    }

    private static byte[] bytes(MemorySegment segment) {
        return segment.toArray(ValueLayout.JAVA_BYTE);
    }

    @Test
    void picturesWithChangedBoxesAreEncodedAsWholeOnes() {
        for (int round = 0; round < 200; round++) {
            int quality = round % 5 == 0 ? 75 : random.nextInt(1, 101);
            int width = random.nextInt(1, 200);
            int height = random.nextInt(1, 150);
            Image picture = drawn(width, height, PixelFormat.BGR8);
            try (ImageCodec codec = ImageCodec.create();
                    PictureCoder coder = new PictureCoder(quality)) {
                CodedJpeg base = CodedJpeg.of(codec.encode(picture, Encoding.JPEG, quality));
                assertThat(base).as("seed=" + seed).isNotNull();
                for (int turn = 0; turn < 3; turn++) {
                    List<AlphaBox> changed = new ArrayList<>();
                    Image painted = picture.copy(Arena.ofAuto());
                    for (int i = random.nextInt(5); i > 0; i--) {
                        AlphaBox box = box(width, height);
                        changed.add(box);
                        draw(box.part(painted));
                    }
                    assertThat(bytes(coder.encode(new SynthTarget.Painted(painted, base, changed))))
                            .as("seed=%d, round=%d, %dx%d, quality=%d", seed, round, width, height, quality)
                            .isEqualTo(bytes(codec.encode(painted, Encoding.JPEG, quality)));
                }
            }
        }
    }

    @Test
    void peopleAloneAreEncodedAsOnABlackCanvas() {
        for (int round = 0; round < 100; round++) {
            int quality = round % 5 == 0 ? 75 : random.nextInt(1, 101);
            int width = random.nextInt(1, 150);
            int height = random.nextInt(1, 150);
            try (ImageCodec codec = ImageCodec.create();
                    PlanePool pool = new PlanePool();
                    PictureCoder coder = new PictureCoder(quality)) {
                SceneBuilder scene = new SceneBuilder();
                scene.begin(Image.allocate(Arena.ofAuto(), width, height, PixelFormat.BGR8));
                for (int i = 0; i < 3; i++) {
                    AlphaBox box = box(width, height);
                    Image colours = drawn(box.widthPx(), box.heightPx(), PixelFormat.BGR8);
                    scene.add(colours, drawn(box.widthPx(), box.heightPx(), PixelFormat.GRAY8), box, pool);
                    Image canvas = Image.allocate(Arena.ofAuto(), width, height, PixelFormat.BGR8);
                    Image place = box.part(canvas);
                    for (int y = 0; y < colours.heightPx(); y++) {
                        MemorySegment.copy(
                                colours.pixels(),
                                y * colours.strideBytes(),
                                place.pixels(),
                                y * place.strideBytes(),
                                colours.rowBytes());
                    }
                    assertThat(bytes(coder.alone(scene.people().get(i))))
                            .as("seed=%d, round=%d, %dx%d, quality=%d", seed, round, width, height, quality)
                            .isEqualTo(bytes(codec.encode(canvas, Encoding.JPEG, quality)));
                }
            }
        }
    }

    @Test
    void otherFilesAreNotTakenApart() {
        try (ImageCodec codec = ImageCodec.create()) {
            Image gray = drawn(40, 30, PixelFormat.GRAY8);
            assertThat(CodedJpeg.of(codec.encode(gray, Encoding.JPEG, 75))).isNull();
            assertThat(CodedJpeg.of(codec.encode(gray, Encoding.PNG, 1))).isNull();
            byte[] whole = bytes(codec.encode(drawn(100, 70, PixelFormat.BGR8), Encoding.JPEG, 75));
            for (int length = 0; length < whole.length - 2; length++) {
                assertThat(CodedJpeg.of(MemorySegment.ofArray(whole).asSlice(0, length)))
                        .as("seed=%d, length=%d", seed, length)
                        .isNull();
            }
            for (int bit = 0; bit < whole.length * 8; bit++) {
                byte[] damaged = whole.clone();
                damaged[bit / 8] ^= (byte) (1 << bit % 8);
                CodedJpeg.of(MemorySegment.ofArray(damaged)); // says no, or yes where the fault cannot be seen
            }
        }
    }

    @Test
    void aBaseThatIsEncodedOtherwiseIsNotUsed() {
        Image picture = drawn(64, 48, PixelFormat.BGR8);
        try (ImageCodec codec = ImageCodec.create();
                PictureCoder coder = new PictureCoder(75)) {
            CodedJpeg other = CodedJpeg.of(codec.encode(picture, Encoding.JPEG, 40));
            AlphaBox box = new AlphaBox(3, 5, 20, 30);
            assertThat(bytes(coder.encode(new SynthTarget.Painted(picture, other, List.of(box)))))
                    .isEqualTo(bytes(codec.encode(picture, Encoding.JPEG, 75)));
        }
    }
}
