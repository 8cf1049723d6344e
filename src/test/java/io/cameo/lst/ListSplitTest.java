package io.cameo.lst;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ListSplitTest {
    private static ListSplit split(int chunks, double train, double test) {
        return new ListSplit(chunks, train, test, false);
    }

    private static ListSplit compat(int chunks, double train, double test) {
        return new ListSplit(chunks, train, test, true);
    }

    private static ListSplit.Part part(String suffix, int begin, int end) {
        return new ListSplit.Part(suffix, begin, end);
    }

    @Test
    void roundingLeavesFilesToTrainAndToNobodyUnderCompat() {
        // int(15 * 0.7) = 10, int(15 * 0.3) = 4: one is left over.
        assertThat(split(1, 0.7, 0.3).parts(15)).containsExactly(part("_test.lst", 0, 4), part("_train.lst", 4, 15));
        assertThat(compat(1, 0.7, 0.3).parts(15)).containsExactly(part("_test.lst", 0, 4), part("_train.lst", 4, 14));
        assertThat(split(1, 0.7, 0.3).droppedFiles(15)).isZero();
        assertThat(split(1, 0.7, 0.3).filesTheOriginalDrops(15)).isEqualTo(1);
        assertThat(compat(1, 0.7, 0.3).droppedFiles(15)).isEqualTo(1);
    }

    @Test
    void truncatesTheProductThatFloatsGive() {
        // 0.29 * 100 is 28.999999999999996 as a double.
        assertThat(split(1, 0.29, 0).parts(100)).containsExactly(part("_train.lst", 0, 28), part("_val.lst", 28, 100));
    }

    @Test
    void aShortLastChunkIsCutByTheNominalSize() {
        assertThat(split(2, 0.5, 0.25).parts(9))
                .containsExactly(
                        part("_0_test.lst", 0, 1),
                        part("_0_train.lst", 1, 3),
                        part("_0_val.lst", 3, 5),
                        part("_1_test.lst", 5, 6),
                        part("_1_train.lst", 6, 8),
                        part("_1_val.lst", 8, 9));
    }

    @Test
    void roundingUpMayLeaveTheLastChunksEmpty() {
        assertThat(split(4, 1, 0).parts(5))
                .containsExactly(
                        part("_0.lst", 0, 2), part("_1.lst", 2, 4), part("_2.lst", 4, 5), part("_3.lst", 5, 5));
        assertThat(split(3, 1, 0).parts(0)).allMatch(part -> part.size() == 0).hasSize(3);
    }

    @Test
    void extremeRatios() {
        assertThat(split(1, 0, 0).parts(7)).containsExactly(part("_train.lst", 0, 0), part("_val.lst", 0, 7));
        assertThat(split(1, 0, 1).parts(7)).containsExactly(part("_test.lst", 0, 7), part("_train.lst", 7, 7));
        assertThat(split(1, 1, 0.5).parts(7)).containsExactly(part(".lst", 0, 7));
        assertThat(split(1, 1, 0.5).testRatioIgnored()).isTrue();
        assertThat(split(1, 1, 0).testRatioIgnored()).isFalse();
        assertThat(split(1 << 20, 1, 0).parts(Integer.MAX_VALUE).getLast().end())
                .isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void everyFileIsInExactlyOneListUnlessCompat() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            double train = random.nextInt(101) / 100.0;
            double test = random.nextInt(2) == 0 ? 1 - train : random.nextDouble() * (1 - train);
            ListSplit split = split(random.nextInt(1, 9), train, test);
            int files = random.nextInt(200);
            List<ListSplit.Part> parts = split.parts(files);
            int next = 0;
            for (ListSplit.Part part : parts) {
                assertThat(part.begin())
                        .as("seed %d, %s of %d", seed, split, files)
                        .isEqualTo(next);
                next = part.end();
            }
            assertThat(next).as("seed %d, %s of %d", seed, split, files).isEqualTo(files);
            ListSplit original = compat(split.chunks(), train, test);
            if (original.droppedFiles(files) == 0) {
                assertThat(original.parts(files)).isEqualTo(parts);
            }
        }
    }

    @Test
    void refusesWhatCannotBe() {
        assertThatThrownBy(() -> split(0, 1, 0)).hasMessageContaining("chunks=0");
        for (double wrong : new double[] {-0.1, 1.1, Double.NaN}) {
            assertThatThrownBy(() -> split(1, wrong, 0)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> split(1, 0, wrong)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> split(1, 0.8, 0.3)).hasMessageContaining("more than 1");
        assertThat(split(1, 0.7, 0.1 + 0.2).parts(10)).hasSize(2);
    }
}
