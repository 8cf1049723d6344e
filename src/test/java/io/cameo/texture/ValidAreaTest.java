package io.cameo.texture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.image.Image;
import io.cameo.image.PixelFormat;
import org.junit.jupiter.api.Test;

class ValidAreaTest {
    @Test
    void countsEachViewAndTheirUnion() {
        Image masks = Patterns.blank(10, 2, PixelFormat.BGR8);
        Image valid = Patterns.blank(10, 2, PixelFormat.GRAY8);
        for (int x = 0; x < 8; x++) {
            Patterns.set(valid, x, 0, 0, 255);
        }
        for (int x = 0; x < 4; x++) {
            Patterns.set(masks, x, 0, 2, 255); // R: left
        }
        Patterns.set(masks, 3, 0, 1, 255); // G: front
        Patterns.set(masks, 5, 0, 0, 255); // B: right
        Patterns.set(masks, 9, 0, 0, 255); // does not count
        assertThat(ValidArea.of(masks, valid)).isEqualTo(new ValidArea(0.5, 0.125, 0.125, 0.625, 0.4));
        assertThat(ValidArea.of(masks, null)).isEqualTo(new ValidArea(0.2, 0.05, 0.1, 0.3, 1));
        assertThat(ValidArea.coverage(valid)).isEqualTo(0.4);
        assertThatThrownBy(() -> ValidArea.of(masks, Patterns.blank(10, 2, PixelFormat.GRAY8)))
                .hasMessageStartingWith("no pixel is valid");
        assertThatThrownBy(() -> ValidArea.of(masks, Patterns.blank(9, 2, PixelFormat.GRAY8)))
                .hasMessageStartingWith("mask has another size");
    }
}
