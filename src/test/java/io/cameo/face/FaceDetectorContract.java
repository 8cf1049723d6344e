package io.cameo.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.image.Image;
import io.cameo.image.PixelFormat;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every detector keeps to. Faces are drawn, so that no photograph is needed. */
abstract class FaceDetectorContract {
    private static final int SIZE_PX = 250;
    /** A drawn person whom all three detectors find. */
    private static final int EASY_PERSON = 8;

    private static final long LEAK_BYTES = 40L << 20;

    private final DrawnFaces people = new DrawnFaces(SIZE_PX);
    private @Nullable FaceDetector opened;

    /** Opens a detector of the kind under test, or skips the test. */
    abstract FaceDetector open() throws IOException;

    private FaceDetector detector() {
        return Objects.requireNonNull(opened);
    }

    @BeforeEach
    void openDetector() throws IOException {
        opened = open();
    }

    @AfterEach
    void closeDetector() {
        if (opened != null) {
            opened.close();
        }
    }

    @Test
    void findsADrawnFaceWhereItWasDrawn() {
        DrawnFaces.Drawn drawn = people.draw(EASY_PERSON);
        Face face = FaceChoice.best(detector().detect(drawn.image()), SIZE_PX, SIZE_PX)
                .orElseThrow();
        assertThat(drawn.error(Objects.requireNonNull(face.landmarks()), 5)).isLessThan(0.2);
        for (int i = 0; i < 5; i++) {
            assertThat(drawn.landmarks()[2 * i])
                    .isBetween((float) face.box().x1(), (float) face.box().x2());
            assertThat(drawn.landmarks()[2 * i + 1])
                    .isBetween((float) face.box().y1(), (float) face.box().y2());
        }
    }

    @Test
    void seesTheSameInEveryKindOfMemory() {
        Image heap = people.draw(EASY_PERSON).image();
        List<Face> expected = detector().detect(heap);
        assertThat(expected).isNotEmpty();
        try (Arena arena = Arena.ofConfined()) {
            assertThat(detector().detect(heap.copy(arena))).isEqualTo(expected);
            // With gaps between rows.
            Image wide = Image.allocate(arena, SIZE_PX + 13, SIZE_PX, PixelFormat.BGR8);
            Image part = wide.crop(5, 0, SIZE_PX, SIZE_PX);
            for (int y = 0; y < SIZE_PX; y++) {
                MemorySegment.copy(
                        heap.pixels(), y * heap.strideBytes(), part.pixels(), y * part.strideBytes(), heap.rowBytes());
            }
            assertThat(detector().detect(part)).isEqualTo(expected);
        }
    }

    @Test
    void seesTheSameInEveryFormat() {
        Image bgr = people.draw(EASY_PERSON).image();
        assertThat(detector().detect(inFormat(bgr, PixelFormat.BGRA8, false)))
                .isEqualTo(detector().detect(bgr));
        assertThat(detector().detect(inFormat(bgr, PixelFormat.BGR16, false)))
                .isEqualTo(detector().detect(bgr));
        assertThat(detector().detect(inFormat(bgr, PixelFormat.BGRA16, false)))
                .isEqualTo(detector().detect(bgr));
        List<Face> gray = detector().detect(inFormat(bgr, PixelFormat.BGR8, true));
        assertThat(gray).isNotEmpty();
        assertThat(detector().detect(inFormat(bgr, PixelFormat.GRAY8, true))).isEqualTo(gray);
        assertThat(detector().detect(inFormat(bgr, PixelFormat.GRAY16, true))).isEqualTo(gray);
    }

    /** 16-bit samples are 257 times the 8-bit ones, so that scaling back gives them exactly; gray takes green. */
    private static Image inFormat(Image bgr, PixelFormat format, boolean gray) {
        int pixels = bgr.widthPx() * bgr.heightPx();
        byte[] from = bgr.toBytes();
        MemorySegment to = MemorySegment.ofArray(new byte[pixels * format.bytesPerPixel()]);
        for (int i = 0; i < pixels; i++) {
            for (int channel = 0; channel < format.channels(); channel++) {
                int value = channel == 3 ? 90 : Byte.toUnsignedInt(from[3 * i + (gray ? 1 : channel)]);
                int at = i * format.channels() + channel;
                if (format.bytesPerSample() == 1) {
                    to.setAtIndex(ValueLayout.JAVA_BYTE, at, (byte) value);
                } else {
                    to.setAtIndex(ValueLayout.JAVA_SHORT_UNALIGNED, at, (short) (257 * value));
                }
            }
        }
        long stride = (long) bgr.widthPx() * format.bytesPerPixel();
        return Image.wrap(to, bgr.widthPx(), bgr.heightPx(), stride, format);
    }

    @Test
    void findsNothingWhereNothingIs() {
        int[][] sizes = {
            {1, 1},
            {1, 400},
            {400, 1},
            {11, 11},
            {12, 12},
            {20, 20},
            {21, 21},
            {33, 29},
            {64, 64},
            {32, 400},
            {640, 480}
        };
        for (int[] size : sizes) {
            byte[] black = new byte[3 * size[0] * size[1]];
            Image image = Image.wrap(MemorySegment.ofArray(black), size[0], size[1], 3L * size[0], PixelFormat.BGR8);
            assertThat(detector().detect(image)).as("%dx%d", size[0], size[1]).isEmpty();
        }
    }

    @Test
    void findsNothingInNoise() {
        byte[] noise = new byte[3 * 300 * 200];
        new Random(4).nextBytes(noise);
        Image image = Image.wrap(MemorySegment.ofArray(noise), 300, 200, 900, PixelFormat.BGR8);
        assertThat(detector().detect(image)).isEmpty();
    }

    @Test
    void doesNotDependOnWhatCameBefore() throws IOException {
        DrawnFaces small = new DrawnFaces(120);
        try (FaceDetector fresh = open()) {
            for (int i = 0; i < 6; i++) {
                Image image = (i % 2 == 0 ? people : small).draw(i).image();
                List<Face> first = detector().detect(image);
                detector().detect(people.draw(i + 20).image());
                assertThat(detector().detect(image)).isEqualTo(first);
                assertThat(fresh.detect(image)).isEqualTo(first);
            }
        }
    }

    @Test
    void theSurestComesFirst() {
        for (int i = 0; i < 20; i++) {
            List<Face> faces = detector().detect(people.draw(i).image());
            for (int j = 1; j < faces.size(); j++) {
                assertThat(faces.get(j).score())
                        .isLessThanOrEqualTo(faces.get(j - 1).score());
            }
        }
    }

    /** A megabyte kept from each image, or from what was made of it, would show. */
    @Test
    void keepsNoMemory() {
        int sizePx = 600;
        Image image = new DrawnFaces(sizePx).draw(EASY_PERSON).image();
        for (int i = 0; i < 10; i++) {
            detector().detect(image.crop(0, 0, sizePx - i % 5, sizePx - i % 3));
        }
        long before = Pointer.physicalBytes();
        for (int i = 0; i < 60; i++) {
            detector().detect(image.crop(0, 0, sizePx - i % 5, sizePx - i % 3));
        }
        assertThat(Pointer.physicalBytes() - before).isLessThan(LEAK_BYTES);
    }

    @Test
    void saysWhenItOrTheImageIsGone() {
        Image gone;
        try (Arena arena = Arena.ofConfined()) {
            gone = people.draw(EASY_PERSON).image().copy(arena);
        }
        assertThatThrownBy(() -> detector().detect(gone))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("image is no longer valid");
        Image image = people.draw(EASY_PERSON).image();
        assertThat(detector().detect(image)).isNotEmpty();
        detector().close();
        detector().close();
        assertThatThrownBy(() -> detector().detect(image))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("detector is closed");
    }
}
