package io.cameo.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

class ImageTest {
    /** 3x2 BGR pixels counting from 0, each row followed by two bytes that are no pixels. */
    private static Image counted() {
        byte[] bytes = new byte[2 * 11];
        for (int y = 0; y < 2; y++) {
            for (int i = 0; i < 9; i++) {
                bytes[y * 11 + i] = (byte) (y * 9 + i);
            }
            bytes[y * 11 + 9] = -1;
            bytes[y * 11 + 10] = -1;
        }
        return Image.wrap(MemorySegment.ofArray(bytes), 3, 2, 11, PixelFormat.BGR8);
    }

    @Test
    void gapsBetweenRowsAreNoPixels() {
        assertThat(counted().toBytes()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17);
        assertThat(counted().pixels().byteSize()).isEqualTo(11 + 9);
        assertThat(counted().sample(2, 1, 1)).isEqualTo(16);
    }

    @Test
    void cropIsAViewAndCopyIsNot() {
        Image image = counted();
        Image crop = image.crop(1, 0, 2, 2);
        assertThat(crop.toBytes()).containsExactly(3, 4, 5, 6, 7, 8, 12, 13, 14, 15, 16, 17);
        try (Arena arena = Arena.ofConfined()) {
            Image copy = crop.copy(arena);
            image.pixels().fill((byte) 9);
            assertThat(crop.sample(0, 0, 0)).isEqualTo(9);
            assertThat(copy.sample(0, 0, 0)).isEqualTo(3);
            assertThat(copy.strideBytes()).isEqualTo(6);
        }
    }

    @Test
    void sixteenBitSamplesAreUnsigned() {
        try (Arena arena = Arena.ofConfined()) {
            Image image = Image.allocate(arena, 2, 2, PixelFormat.GRAY16);
            image.pixels().fill((byte) -1);
            assertThat(image.sample(1, 1, 0)).isEqualTo(65535);
        }
    }

    @Test
    void memoryMustHoldTheRows() {
        MemorySegment twenty = MemorySegment.ofArray(new byte[20]);
        assertThat(Image.wrap(twenty, 3, 2, 11, PixelFormat.BGR8).heightPx()).isEqualTo(2);
        assertThatThrownBy(() -> Image.wrap(twenty, 3, 2, 12, PixelFormat.BGR8))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("bytes=20");
        assertThatThrownBy(() -> Image.wrap(twenty, 3, 2, 8, PixelFormat.BGR8))
                .hasMessageContaining("rows overlap: stride=8, expected>=9");
        assertThatThrownBy(() -> Image.wrap(twenty, 0, 2, 8, PixelFormat.BGR8)).hasMessageContaining("no pixels");
        assertThatThrownBy(() -> Image.wrap(twenty, 1, Integer.MAX_VALUE, Long.MAX_VALUE / 2, PixelFormat.BGR8))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void cropMustStayInside() {
        Image image = counted();
        assertThatThrownBy(() -> image.crop(2, 0, 2, 1)).hasMessageContaining("crop leaves the image: x=2, y=0");
        assertThatThrownBy(() -> image.crop(-1, 0, 2, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> image.crop(0, Integer.MAX_VALUE, 1, Integer.MAX_VALUE))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> image.crop(0, 0, 0, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
