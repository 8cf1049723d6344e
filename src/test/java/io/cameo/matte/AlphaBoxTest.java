package io.cameo.matte;

import static org.assertj.core.api.Assertions.assertThat;

import io.cameo.image.Image;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AlphaBoxTest {
    @Test
    void boxHoldsEverythingThatIsNotZero() {
        SplittableRandom random = new SplittableRandom(3);
        for (int round = 0; round < 300; round++) {
            int width = random.nextInt(1, 40);
            int height = random.nextInt(1, 12);
            Image matte = PillowBytes.blank(width, height, 1);
            int left = width;
            int top = height;
            int right = -1;
            int bottom = -1;
            for (int n = random.nextInt(4); n > 0; n--) {
                int x = random.nextInt(width);
                int y = random.nextInt(height);
                matte.pixels().set(ValueLayout.JAVA_BYTE, y * matte.strideBytes() + x, (byte) random.nextInt(1, 256));
                left = Math.min(left, x);
                top = Math.min(top, y);
                right = Math.max(right, x);
                bottom = Math.max(bottom, y);
            }
            AlphaBox expected = right < 0 ? null : new AlphaBox(left, top, right - left + 1, bottom - top + 1);
            assertThat(AlphaBox.of(matte)).as("round %d", round).isEqualTo(expected);
        }
    }

    @Test
    void boxesMeet() {
        AlphaBox one = new AlphaBox(2, 3, 10, 5);
        assertThat(one.common(new AlphaBox(8, 0, 10, 4))).isEqualTo(new AlphaBox(8, 3, 4, 1));
        assertThat(one.common(new AlphaBox(12, 3, 1, 1))).isNull();
        assertThat(one.and(new AlphaBox(0, 7, 3, 4))).isEqualTo(new AlphaBox(0, 3, 12, 8));
    }
}
