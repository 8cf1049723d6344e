package io.cameo.loader.matting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cameo.compute.SampleRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which frames a clip has, against the rules of MaGGIe's loaders, counted out here. */
class ClipDrawTest {
    private static int[] choose(ClipSampling sampling, int frames, int sample, SampleRandom random) {
        int[] places = new int[sampling.length()];
        int count = ClipDraw.choose(sampling, frames, ClipDraw.start(sampling, sample), random, places);
        return Arrays.copyOf(places, count);
    }

    @Test
    void windowsAreThoseOfTheOriginal() {
        for (int length = 1; length <= 5; length++) {
            for (int overlap = 0; overlap < length; overlap++) {
                ClipSampling windows = ClipSampling.windows(length, overlap);
                for (int frames = 1; frames <= 31; frames++) {
                    List<Integer> expected = new ArrayList<>();
                    for (int start = 0; start < frames - overlap || start == 0; start += length - overlap) {
                        expected.add(start);
                    }
                    List<Integer> starts = new ArrayList<>();
                    for (int sample = 0; sample < ClipDraw.samples(windows, frames); sample++) {
                        int[] places = choose(windows, frames, sample, new SampleRandom());
                        starts.add(places[0]);
                        for (int i = 0; i < places.length; i++) {
                            assertThat(places[i]).isEqualTo(places[0] + i).isLessThan(frames);
                        }
                        assertThat(places).hasSize(Math.min(length, frames - places[0]));
                    }
                    assertThat(starts).as("%s of %s", windows, frames).isEqualTo(expected);
                }
            }
        }
        assertThat(ClipDraw.samples(ClipSampling.windows(3, 2), 30)).isEqualTo(28);
    }

    @Test
    void subsetsAreDistinctInOrderWithinReachAndOfAllKinds() {
        ClipSampling subset = ClipSampling.randomSubset(4, 5);
        assertThat(ClipDraw.samples(subset, 30)).isEqualTo(27);
        assertThat(ClipDraw.samples(subset, 2)).isEqualTo(1);
        int[] seen = new int[20];
        for (int key = 0; key < 4000; key++) {
            SampleRandom random = new SampleRandom();
            random.reset(3, 1, key);
            int[] places = choose(subset, 30, 6, random);
            assertThat(places).hasSize(4).isSorted().doesNotHaveDuplicates();
            assertThat(places[0]).isGreaterThanOrEqualTo(6);
            assertThat(places[3]).isLessThan(26);
            for (int place : places) {
                seen[place - 6]++;
            }
        }
        // With r even in 1 to 5 place p is in reach of those with 4 r > p, each of whose frames comes with 4 / 4 r.
        for (int place = 0; place < 20; place++) {
            double expected = 0;
            for (int r = 1; r <= 5; r++) {
                expected += 4 * r > place ? 4000 / 5.0 / r : 0;
            }
            assertThat((double) seen[place]).isBetween(expected * 0.85 - 10, expected * 1.15 + 10);
        }
        SampleRandom random = new SampleRandom();
        assertThat(choose(subset, 2, 0, random)).containsExactly(0, 1);
        assertThat(choose(subset, 30, 26, random)).containsExactly(26, 27, 28, 29);
    }

    @Test
    void stridesAreConstant() {
        ClipSampling stride = ClipSampling.stride(3, 4);
        assertThat(ClipDraw.samples(stride, 30)).isEqualTo(22);
        assertThat(choose(stride, 30, 21, new SampleRandom())).containsExactly(21, 25, 29);
        assertThat(choose(stride, 6, 0, new SampleRandom())).containsExactly(0, 4);
        assertThat(ClipDraw.samples(stride, 6)).isEqualTo(1);
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> ClipSampling.windows(3, 3));
        assertThatIllegalArgumentException().isThrownBy(() -> ClipSampling.stride(0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> ClipSampling.randomSubset(8, 0));
    }
}
