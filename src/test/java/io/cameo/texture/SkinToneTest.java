package io.cameo.texture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.cameo.image.Image;
import io.cameo.image.PixelFormat;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class SkinToneTest {
    /** Of a matrix with other last digits, and of cube roots out of a table. */
    private static final double TOLERANCE = 1e-2;

    @Test
    void figuresAreThoseOfScikitImage() throws IOException {
        JsonNode cases = Patterns.golden("tone");
        assertThat(cases).hasSize(2);
        for (JsonNode one : cases) {
            int width = one.get("width").asInt();
            int height = one.get("height").asInt();
            Image map = Patterns.map(width, height, one.get("seed").asInt());
            SkinTone tone = SkinTone.of(map, Patterns.mask(width, height));
            assertThat(tone.red()).isCloseTo(one.get("red").asDouble(), within(1e-9));
            assertThat(tone.green()).isCloseTo(one.get("green").asDouble(), within(1e-9));
            assertThat(tone.blue()).isCloseTo(one.get("blue").asDouble(), within(1e-9));
            assertThat(tone.lightness()).isCloseTo(one.get("lightness").asDouble(), within(TOLERANCE));
            assertThat(tone.a()).isCloseTo(one.get("a").asDouble(), within(TOLERANCE));
            assertThat(tone.b()).isCloseTo(one.get("b").asDouble(), within(TOLERANCE));
            assertThat(tone.lightnessDeviation()).isCloseTo(one.get("deviation").asDouble(), within(TOLERANCE));
            assertThat(tone.typologyDegrees()).isEqualTo(Math.toDegrees(Math.atan((tone.lightness() - 50) / tone.b())));
        }
    }

    @Test
    void aLightSkinHasALargeAngleAndADarkOneASmall() {
        assertThat(SkinTone.of(flat(180, 205, 240), null).typologyDegrees()).isGreaterThan(55);
        assertThat(SkinTone.of(flat(30, 45, 75), null).typologyDegrees()).isLessThan(-30);
        SkinTone white = SkinTone.of(flat(255, 255, 255), null);
        assertThat(white.lightness()).isCloseTo(100, within(1e-4));
        assertThat(white.a()).isCloseTo(0, within(2e-2));
        assertThat(white.lightnessDeviation()).isCloseTo(0, within(1e-4));
        assertThat(white.pixels()).isEqualTo(12);
    }

    @Test
    void somethingMustBeSkin() {
        assertThatThrownBy(() -> SkinTone.of(flat(1, 2, 3), Patterns.blank(4, 3, PixelFormat.GRAY8)))
                .hasMessageStartingWith("no pixel is skin");
    }

    private static Image flat(int blue, int green, int red) {
        Image map = Patterns.blank(4, 3, PixelFormat.BGR8);
        for (int i = 0; i < 12; i++) {
            Patterns.set(map, i % 4, i / 4, 0, blue);
            Patterns.set(map, i % 4, i / 4, 1, green);
            Patterns.set(map, i % 4, i / 4, 2, red);
        }
        return map;
    }
}
