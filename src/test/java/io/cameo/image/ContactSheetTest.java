package io.cameo.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

class ContactSheetTest {
    private static Image filled(Arena arena, int widthPx, int heightPx, PixelFormat format, int value) {
        Image image = Image.allocate(arena, widthPx, heightPx, format);
        image.pixels().fill((byte) value);
        return image;
    }

    private static Image decoded(byte[] png, ImageCodec codec) {
        return codec.decode(MemorySegment.ofArray(png), ColorMode.COLOR);
    }

    @Test
    void thumbnailsStandInTheirPlaces() {
        try (Arena arena = Arena.ofConfined();
                ImageCodec codec = ImageCodec.create();
                ContactSheet sheet = ContactSheet.create("title", 3, 9, 40)) {
            sheet.add(filled(arena, 80, 80, PixelFormat.GRAY8, 10), "a");
            sheet.add(filled(arena, 8, 8, PixelFormat.BGR8, 60), "b");
            sheet.add(filled(arena, 20, 40, PixelFormat.GRAY16, 200), "c");
            sheet.add(filled(arena, 40, 40, PixelFormat.BGRA8, 0), "d");
            Image page = decoded(sheet.toPng(), codec);

            // Two rows were used, so the page ends after two rows.
            assertThat(page.widthPx()).isEqualTo(2 * 32 + 3 * (40 + 14) - 14);
            assertThat(page.heightPx()).isEqualTo(2 * 32 + 64 + 2 * (40 + 20 + 14) - 14);
            int top = 32 + 64;
            assertThat(page.sample(32, top, 0)).isEqualTo(10);
            assertThat(page.sample(32 + 39, top + 39, 2)).isEqualTo(10);
            assertThat(page.sample(32 + 54, top, 1)).isEqualTo(60);
            // The tall one is centred in its cell, 20 pixels wide.
            assertThat(page.sample(32 + 108 + 9, top + 20, 0)).isNotEqualTo(200);
            assertThat(page.sample(32 + 108 + 10, top + 20, 0)).isEqualTo(200);
            assertThat(page.sample(32 + 108 + 29, top + 20, 0)).isEqualTo(200);
            assertThat(page.sample(32 + 108 + 30, top + 20, 0)).isNotEqualTo(200);
            // The transparent one shows the cell behind it.
            assertThat(page.sample(32, top + 74, 2)).isEqualTo(0xec);
        }
    }

    @Test
    void captionsAreInkAndStayInTheirColumn() {
        try (Arena arena = Arena.ofConfined();
                ImageCodec codec = ImageCodec.create();
                ContactSheet plain = ContactSheet.create("", 2, 1, 50);
                ContactSheet captioned = ContactSheet.create("", 2, 1, 50)) {
            Image image = filled(arena, 50, 50, PixelFormat.GRAY8, 128);
            plain.add(image, "");
            captioned.add(image, "a caption that is far too long, and not ASCII: \u00fc \ud83d\ude00");
            Image without = decoded(plain.toPng(), codec).copy(arena);
            Image with = decoded(captioned.toPng(), codec).copy(arena);
            int inked = 0;
            for (int y = 0; y < with.heightPx(); y++) {
                for (int x = 0; x < with.widthPx(); x++) {
                    if (with.sample(x, y, 0) != without.sample(x, y, 0)) {
                        inked++;
                        assertThat(x).isBetween(32, 32 + 49);
                        assertThat(y).isBetween(32 + 64 + 50, 32 + 64 + 50 + 19);
                    }
                }
            }
            assertThat(inked).isGreaterThan(50);
        }
    }

    @Test
    void faultsAreRedAndSayWhy() {
        for (int thumbPx : new int[] {1, 3, 12, 60, 112}) {
            try (Arena arena = Arena.ofConfined();
                    ImageCodec codec = ImageCodec.create();
                    ContactSheet sheet = ContactSheet.create("t", 2, 1, thumbPx)) {
                sheet.addFault("", "");
                sheet.addFault("record magic mismatch: expected=0xced7230a, actual=0x0 " + "x".repeat(5_000), "");
                Image page = decoded(sheet.toPng(), codec).copy(arena);
                int different = 0;
                for (int y = 0; y < thumbPx; y++) {
                    for (int x = 0; x < thumbPx; x++) {
                        int blank = page.sample(32 + x, 96 + y, 1);
                        different += blank != page.sample(32 + thumbPx + 14 + x, 96 + y, 1) ? 1 : 0;
                        assertThat(page.sample(32 + x, 96 + y, 2)).isGreaterThan(blank); // more red than green
                    }
                }
                assertThat(different > 0).as("thumb=%d", thumbPx).isEqualTo(thumbPx >= 60);
            }
        }
    }

    @Test
    void aFullSheetTakesNoMore() {
        try (Arena arena = Arena.ofConfined();
                ContactSheet sheet = ContactSheet.create("t", 1, 1, 16)) {
            Image image = filled(arena, 4, 4, PixelFormat.GRAY8, 1);
            assertThat(sheet.isFull()).isFalse();
            sheet.add(image, "x");
            assertThat(sheet.isFull()).isTrue();
            assertThatThrownBy(() -> sheet.add(image, "y")).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> ContactSheet.create("t", 0, 1, 16)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ContactSheet.create("t", 1 << 20, 1 << 20, 1 << 20))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
