package io.cameo.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

class CutOutTest {
    private static final int WIDTH = 160;
    private static final int HEIGHT = 240;

    private static byte[] alpha(CutOut cutOut, int number, float turn, byte[] bgr) {
        byte[] alpha = new byte[WIDTH * HEIGHT];
        cutOut.draw(3, number, turn, MemorySegment.ofArray(bgr), MemorySegment.ofArray(alpha));
        return alpha;
    }

    @Test
    void peopleAreWholeWithSoftEdges() {
        CutOut cutOut = new CutOut(WIDTH, HEIGHT);
        byte[] bgr = new byte[3 * WIDTH * HEIGHT];
        for (int number = 0; number < 12; number++) {
            byte[] alpha = alpha(cutOut, number, 0, bgr);
            int solid = 0;
            int soft = 0;
            for (int i = 0; i < alpha.length; i++) {
                int sample = alpha[i] & 0xff;
                solid += sample == 255 ? 1 : 0;
                soft += sample > 0 && sample < 255 ? 1 : 0;
                int y = i / WIDTH;
                if (y == 0 || y == HEIGHT - 1) {
                    assertThat(sample).as("person %d, at %d", number, i).isZero();
                }
            }
            assertThat(solid).as("person %d", number).isBetween(WIDTH * HEIGHT / 20, WIDTH * HEIGHT / 2);
            assertThat(soft).as("person %d", number).isBetween(200, solid / 2);
        }
    }

    @Test
    void nothingElseDecidesWhatIsDrawn() {
        byte[] bgr = new byte[3 * WIDTH * HEIGHT];
        byte[] first = alpha(new CutOut(WIDTH, HEIGHT), 4, 0.1f, bgr);
        byte[] colours = bgr.clone();
        CutOut used = new CutOut(WIDTH, HEIGHT);
        alpha(used, 9, 0, bgr);
        assertThat(alpha(used, 4, 0.1f, bgr)).isEqualTo(first);
        assertThat(bgr).isEqualTo(colours);
        assertThat(alpha(used, 4, 0.2f, bgr)).isNotEqualTo(first);
        assertThatThrownBy(() -> alpha(used, -1, 0, bgr)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new CutOut(20, 100)).hasMessageStartingWith("size out of range");
    }

    @Test
    void placesAreEmptyAndMove() {
        EmptyScene scene = new EmptyScene(WIDTH, HEIGHT);
        byte[] first = new byte[3 * WIDTH * HEIGHT];
        byte[] again = new byte[3 * WIDTH * HEIGHT];
        scene.draw(3, 1, 0, MemorySegment.ofArray(first));
        scene.draw(3, 2, 0, MemorySegment.ofArray(again));
        assertThat(again).isNotEqualTo(first);
        scene.draw(3, 1, 0, MemorySegment.ofArray(again));
        assertThat(again).isEqualTo(first);
    }
}
