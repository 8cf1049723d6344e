package io.cameo.texture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.image.Image;
import io.cameo.image.PixelFormat;
import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BsErrorTest {
    @Test
    void aMirroredMapHasNoError() {
        Image map = Patterns.map(90, 33, 5);
        for (int y = 0; y < 33; y++) {
            for (int x = 0; x < 45; x++) {
                for (int c = 0; c < 3; c++) {
                    Patterns.set(map, 89 - x, y, c, map.sample(x, y, c));
                }
            }
        }
        assertThat(BsError.create(BsProfile.FULL).value(map, null)).isZero();
    }

    @Test
    void theMirroredMapHasTheSameError() {
        Image map = Patterns.map(91, 40, 6);
        Image mirrored = Patterns.blank(91, 40, PixelFormat.BGR8);
        for (int y = 0; y < 40; y++) {
            for (int x = 0; x < 91; x++) {
                for (int c = 0; c < 3; c++) {
                    Patterns.set(mirrored, 90 - x, y, c, map.sample(x, y, c));
                }
            }
        }
        BsError error = BsError.create(BsProfile.FULL);
        assertThat(error.value(mirrored, null))
                .isEqualTo(error.value(map, null))
                .isPositive();
    }

    @Test
    void mapsOfAnySizeFollowEachOther() {
        BsError one = BsError.create(BsProfile.FULL);
        for (int size : new int[] {70, 20, 3, 130, 1, 2, 64}) {
            Image map = Patterns.map(size, size + 1, size);
            assertThat(one.value(map, null))
                    .isEqualTo(BsError.create(BsProfile.FULL).value(map, null));
        }
    }

    @Test
    void placesAreMirroredAsOftenAsItTakes() {
        assertThat(IntStream.rangeClosed(-7, 10)
                        .map(at -> BsError.reflect(at, 4))
                        .toArray())
                .isEqualTo(new int[] {1, 0, 1, 2, 3, 2, 1, 0, 1, 2, 3, 2, 1, 0, 1, 2, 3, 2});
        assertThat(IntStream.range(-3, 4).map(at -> BsError.reflect(at, 1)).toArray())
                .containsOnly(0);
    }

    @Test
    void anEmptyMaskLeavesNothingToSay() {
        Image map = Patterns.map(20, 20, 1);
        BsError error = BsError.create(BsProfile.FULL.over("none"));
        assertThat(error.value(map, Patterns.blank(20, 20, PixelFormat.GRAY8))).isNaN();
    }

    @Test
    void refusesWhatDoesNotFit() {
        Image map = Patterns.map(20, 20, 1);
        BsError full = BsError.create(BsProfile.FULL);
        assertThatThrownBy(() -> full.value(map, Patterns.mask(20, 20)))
                .hasMessageStartingWith("mask and profile do not agree");
        BsError face = BsError.create(BsProfile.FULL.over("face"));
        assertThatThrownBy(() -> face.value(map, null)).hasMessageStartingWith("mask and profile do not agree");
        assertThatThrownBy(() -> face.value(map, Patterns.mask(20, 21)))
                .hasMessageStartingWith("mask has another size than the map");
        assertThatThrownBy(() -> full.value(Patterns.mask(20, 20), null))
                .hasMessageStartingWith("map has not three channels");
        assertThatThrownBy(() -> full.asymmetry(map, Arena.ofAuto().allocate(4 * 399)))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void profilesAreSaidInOneLine() {
        assertThat(BsProfile.FULL.text())
                .isEqualTo("bs1;region=full;kernel=55;sigma=8.6;luma=bt601;border=reflect101;norm=mean");
        for (BsProfile profile : Arrays.asList(
                BsProfile.FULL,
                BsProfile.FULL.over("face_630"),
                new BsProfile("x", 3, 1.0 / 3),
                new BsProfile("y", 1, 12))) {
            assertThat(BsProfile.parse(profile.text())).isEqualTo(profile);
        }
        for (String bad : new String[] {
            "",
            "bs2;region=full;kernel=55;sigma=8.6;luma=bt601;border=reflect101;norm=mean",
            "bs1;region=a b;kernel=55;sigma=8.6;luma=bt601;border=reflect101;norm=mean",
            "bs1;region=full;kernel=54;sigma=8.6;luma=bt601;border=reflect101;norm=mean",
            "bs1;region=full;kernel=55;sigma=0;luma=bt601;border=reflect101;norm=mean",
        }) {
            assertThatThrownBy(() -> BsProfile.parse(bad)).as(bad).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
