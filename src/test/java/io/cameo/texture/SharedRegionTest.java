package io.cameo.texture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.image.Image;
import io.cameo.image.PixelFormat;
import java.lang.foreign.Arena;
import org.junit.jupiter.api.Test;

class SharedRegionTest {
    @Test
    void whatIsTakenComesBack() {
        Image template = Patterns.map(50, 40, 3);
        Image map = Patterns.map(50, 40, 3);
        for (int i = 0; i < 50 * 40; i += 3) {
            int channel = i % 3 == 0 ? i / 3 % 3 : 0;
            Patterns.set(map, i % 50, i / 50, channel, map.sample(i % 50, i / 50, channel) + 1);
        }
        Image before = map.copy(Arena.ofAuto());
        Image shared = Patterns.blank(50, 40, PixelFormat.GRAY8);
        long equal = SharedRegion.take(map, template, shared);
        assertThat(equal).isEqualTo(2000 - 667);
        for (int i = 0; i < 2000; i++) {
            boolean same = i % 3 != 0;
            assertThat(shared.sample(i % 50, i / 50, 0)).isEqualTo(same ? 255 : 0);
            for (int c = 0; c < 3; c++) {
                assertThat(map.sample(i % 50, i / 50, c)).isEqualTo(same ? 0 : before.sample(i % 50, i / 50, c));
            }
        }
        SharedRegion.restore(map, template, shared);
        assertThat(map.toBytes()).isEqualTo(before.toBytes());
        assertThatThrownBy(() -> SharedRegion.take(map, Patterns.map(50, 41, 3), shared))
                .hasMessageStartingWith("template has another size");
    }
}
