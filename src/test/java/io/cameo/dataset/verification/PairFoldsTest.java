package io.cameo.dataset.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PairFoldsTest {
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyFoldHasBothClassesAndNoPairTwice(boolean disjoint) {
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            int folds = 1 + random.nextInt(10);
            int perClass = 1 + random.nextInt(6);
            int[] labels = labels(random, folds * 8);
            List<PairFolds.Pair> pairs = new PairFolds(folds, perClass, disjoint, seed).draw(labels);
            assertThat(pairs).as("seed %d", seed).hasSize(2 * folds * perClass);
            Set<Long> seen = new HashSet<>();
            Map<Integer, Integer> foldOf = new HashMap<>();
            boolean[] same = new boolean[pairs.size()];
            for (int i = 0; i < pairs.size(); i++) {
                PairFolds.Pair pair = pairs.get(i);
                assertThat(labels[pair.first()] == labels[pair.second()])
                        .as("seed %d", seed)
                        .isEqualTo(pair.same());
                assertThat(pair.first()).as("seed %d", seed).isNotEqualTo(pair.second());
                long low = Math.min(pair.first(), pair.second());
                assertThat(seen.add((low << 32) | Math.max(pair.first(), pair.second())))
                        .as("seed %d", seed)
                        .isTrue();
                assertThat(pair.same()).isEqualTo(i / perClass % 2 == 0);
                same[i] = pair.same();
                int fold = i / (2 * perClass);
                if (disjoint) {
                    assertThat(foldOf.merge(labels[pair.first()], fold, (a, b) -> a))
                            .as("seed %d", seed)
                            .isEqualTo(fold);
                    assertThat(foldOf.merge(labels[pair.second()], fold, (a, b) -> a))
                            .as("seed %d", seed)
                            .isEqualTo(fold);
                }
            }
            assertThat(VerificationInfo.oneClassFolds(same, folds)).isEmpty();
        }
    }

    @Test
    void sameSeedSamePairs() {
        int[] labels = labels(new Random(1), 100);
        PairFolds folds = new PairFolds(10, 5, true, 42);
        assertThat(folds.draw(labels)).isEqualTo(folds.draw(labels));
        assertThat(folds.draw(labels)).isNotEqualTo(new PairFolds(10, 5, true, 43).draw(labels));
        // Drawn once and kept: a set must not change with the version that draws it.
        assertThat(new PairFolds(2, 2, false, 7).draw(new int[] {5, 5, 5, 9, 9, 3, 3, 3}))
                .containsExactly(
                        new PairFolds.Pair(5, 7, true),
                        new PairFolds.Pair(3, 4, true),
                        new PairFolds.Pair(6, 4, false),
                        new PairFolds.Pair(4, 1, false),
                        new PairFolds.Pair(1, 2, true),
                        new PairFolds.Pair(0, 2, true),
                        new PairFolds.Pair(5, 4, false),
                        new PairFolds.Pair(3, 7, false));
    }

    @Test
    void drawsEveryPairThereIs() {
        int[] labels = {0, 0, 0, 1, 1, 1};
        List<PairFolds.Pair> pairs = new PairFolds(2, 3, false, 3).draw(labels);
        assertThat(pairs).doesNotHaveDuplicates().hasSize(12);
        int[] many = new int[300];
        many[299] = 1; // one image of a second person: 299 pairs of two people
        many[298] = 1;
        assertThat(new PairFolds(1, 150, false, 3).draw(many))
                .doesNotHaveDuplicates()
                .hasSize(300);
    }

    @Test
    void peopleWithManyImagesDoNotFillTheSet() {
        int[] labels = new int[1000];
        for (int i = 0; i < 100; i++) {
            labels[900 + i] = 1 + i / 5;
        }
        List<PairFolds.Pair> pairs = new PairFolds(1, 100, false, 5).draw(labels);
        long ofTheFirst = pairs.stream()
                .filter(pair -> pair.same() && labels[pair.first()] == 0)
                .count();
        assertThat(ofTheFirst).isBetween(1L, 20L);
    }

    @Test
    void saysWherePairsRunOut() {
        assertThatThrownBy(() -> new PairFolds(2, 3, true, 1).draw(new int[] {1, 1, 1, 2, 2, 2}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not enough pairs of two people: fold=0, possible=0, expected>=3");
        assertThatThrownBy(() -> new PairFolds(2, 4, false, 1).draw(new int[] {1, 1, 1, 2, 2, 2}))
                .hasMessage("not enough pairs of one person: all folds, possible=6, expected>=8");
        assertThatThrownBy(() -> new PairFolds(1, 1, false, 1).draw(new int[0]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PairFolds(0, 1, false, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void foldsAreCutAsScikitLearnCutsThem() {
        KFold cut = new KFold(23, 5);
        // [len(test) for _, test in KFold(5).split(range(23))]
        assertThat(new int[] {cut.size(0), cut.size(1), cut.size(2), cut.size(3), cut.size(4)})
                .containsExactly(5, 5, 5, 4, 4);
        assertThat(cut.begin(3)).isEqualTo(15);
        assertThat(cut.begin(5)).isEqualTo(23);
        assertThatThrownBy(() -> new KFold(9, 10)).isInstanceOf(IllegalArgumentException.class);
    }

    private static int[] labels(Random random, int people) {
        return random.ints(0, people)
                .limit(people * 6L)
                .map(label -> label * 3 - 50)
                .toArray();
    }
}
