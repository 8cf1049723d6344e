package io.cameo.matte;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cameo.image.Image;
import java.util.List;
import org.junit.jupiter.api.Test;

class MaskMatchingTest {
    private static Image plane(int... samples) {
        byte[] bytes = new byte[samples.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) samples[i];
        }
        return PillowBytes.image(bytes, samples.length, 1, 1);
    }

    @Test
    void overlapIsThatOfWhatIsNotZero() {
        double[][] overlaps = new MaskMatching()
                .overlaps(
                        List.of(plane(1, 255, 128, 0), plane(0, 0, 0, 0)),
                        List.of(plane(255, 255, 0, 255), plane(51, 0, 0, 0), plane(0, 0, 0, 0)));
        assertThat(overlaps[0]).containsExactly(2 / (4 + 1e-6), 0.2 / (3 + 1e-6), 0 / (3 + 1e-6));
        assertThat(overlaps[1]).containsExactly(0, 0, 0);
    }

    @Test
    void greedyMayGiveOneMaskTwice() {
        double[][] overlaps = {{0.9, 0.75}, {0.95, 0.2}, {0.7, 0.7}};
        assertThat(MaskMatching.match(overlaps, 0.7, MaskMatching.Rule.GREEDY)).containsExactly(0, 0, -1);
        assertThat(MaskMatching.match(overlaps, 0.7, MaskMatching.Rule.ONE_TO_ONE))
                .containsExactly(1, 0, -1);
        assertThat(MaskMatching.match(new double[][] {{}, {}}, 0.7, MaskMatching.Rule.GREEDY))
                .containsExactly(-1, -1);
        assertThat(MaskMatching.match(new double[][] {{}}, 0.7, MaskMatching.Rule.ONE_TO_ONE))
                .containsExactly(-1);
    }

    @Test
    void whatDoesNotCountTakesNoMaskFromOthers() {
        double[][] overlaps = {{0.69, 0.71}, {0.69, 0.9}};
        assertThat(MaskMatching.match(overlaps, 0.7, MaskMatching.Rule.ONE_TO_ONE))
                .containsExactly(-1, 1);
        assertThat(overlaps[0][0]).isCloseTo(0.69, within(0.0));
    }
}
