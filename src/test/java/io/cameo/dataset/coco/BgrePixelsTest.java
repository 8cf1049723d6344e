package io.cameo.dataset.coco;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cameo.bytes.LittleEndian;
import io.cameo.image.Image;
import io.cameo.image.PixelFormat;
import java.lang.foreign.MemorySegment;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BgrePixelsTest {
    @ParameterizedTest
    @CsvSource({
        "1, 1, 0",
        "2, 1, 0",
        "1, 5, 3",
        "7, 3, 1",
        "64, 9, 0",
        "333, 17, 5",
        "15, 2, 0",
        "16, 1, 0",
        "17, 3, 0",
        "63, 2, 0",
        "65, 4, 1",
        "640, 3, 0"
    })
    void interleavesAndSeparates(int widthPx, int heightPx, int gapBytes) {
        SplittableRandom random = new SplittableRandom(widthPx);
        Image bgr = random(random, widthPx, heightPx, gapBytes, PixelFormat.BGR8);
        Image plane = random(random, widthPx, heightPx, 2 * gapBytes, PixelFormat.GRAY8);
        byte[] bgre = new byte[widthPx * heightPx * 4 + 1];
        bgre[bgre.length - 1] = 77;
        BgrePixels.interleave(bgr, plane, MemorySegment.ofArray(bgre));
        for (int i = 0; i < bgre.length - 1; i++) {
            int x = i / 4 % widthPx;
            int y = i / 4 / widthPx;
            int expected = i % 4 == 3 ? plane.sample(x, y, 0) : bgr.sample(x, y, i % 4);
            assertThat(Byte.toUnsignedInt(bgre[i]))
                    .as("seed " + widthPx + ", byte " + i)
                    .isEqualTo(expected);
        }
        assertThat(bgre[bgre.length - 1]).isEqualTo((byte) 77);

        Image bgrAgain = random(random, widthPx, heightPx, gapBytes, PixelFormat.BGR8);
        Image planeAgain = random(random, widthPx, heightPx, gapBytes, PixelFormat.GRAY8);
        byte gap = gapBytes > 0 && heightPx > 1 ? bgrAgain.pixels().get(LittleEndian.BYTE, 3L * widthPx) : 0;
        BgrePixels.separate(MemorySegment.ofArray(bgre), bgrAgain, planeAgain);
        assertThat(bgrAgain.toBytes()).isEqualTo(bgr.toBytes());
        assertThat(planeAgain.toBytes()).isEqualTo(plane.toBytes());
        if (gapBytes > 0 && heightPx > 1) {
            assertThat(bgrAgain.pixels().get(LittleEndian.BYTE, 3L * widthPx)).isEqualTo(gap);
        }
    }

    @Test
    void refusesOtherPixelsAndSizes() {
        SplittableRandom random = new SplittableRandom(1);
        Image bgr = random(random, 4, 3, 0, PixelFormat.BGR8);
        Image plane = random(random, 4, 3, 0, PixelFormat.GRAY8);
        MemorySegment room = MemorySegment.ofArray(new byte[48]);
        assertThatIllegalArgumentException().isThrownBy(() -> BgrePixels.interleave(plane, plane, room));
        assertThatIllegalArgumentException().isThrownBy(() -> BgrePixels.interleave(bgr, bgr, room));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BgrePixels.interleave(bgr, random(random, 3, 4, 0, PixelFormat.GRAY8), room));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BgrePixels.interleave(bgr, plane, MemorySegment.ofArray(new byte[47])));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BgrePixels.separate(MemorySegment.ofArray(new byte[47]), bgr, plane));
    }

    private static Image random(SplittableRandom random, int widthPx, int heightPx, int gapBytes, PixelFormat format) {
        int strideBytes = widthPx * format.bytesPerPixel() + gapBytes;
        byte[] bytes = new byte[strideBytes * heightPx];
        random.nextBytes(bytes);
        return Image.wrap(MemorySegment.ofArray(bytes), widthPx, heightPx, strideBytes, format);
    }
}
