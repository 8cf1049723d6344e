package io.cameo.convert.ffhquv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PairDrawTest {
    private static List<PairDraw.Pair> draw(long seed, String name, int members, int count) {
        PairDraw draw = new PairDraw(seed, name, members);
        List<PairDraw.Pair> pairs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            pairs.add(draw.next());
        }
        return pairs;
    }

    /** The same for both orders. */
    private static Set<Long> unordered(List<PairDraw.Pair> pairs, int members) {
        Set<Long> set = new HashSet<>();
        for (PairDraw.Pair pair : pairs) {
            assertThat(pair.first()).isNotEqualTo(pair.second()).isBetween(0, members - 1);
            assertThat(pair.second()).isBetween(0, members - 1);
            assertThat(pair.unit()).isBetween(0.0, 1.0);
            set.add((long) Math.max(pair.first(), pair.second()) * members + Math.min(pair.first(), pair.second()));
        }
        return set;
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 17, 100})
    void everyPairComesOnce(int members) {
        int pairs = Math.toIntExact(PairDraw.pairsOf(members));
        assertThat(pairs).isEqualTo(members * (members - 1) / 2);
        assertThat(unordered(draw(5, "all", members, pairs), members)).hasSize(pairs);
        PairDraw draw = new PairDraw(5, "all", 2);
        draw.next();
        assertThatThrownBy(draw::next).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void tenThousandPairsOfAHundredThousandMembersAreDifferentAndSpread() {
        List<PairDraw.Pair> pairs = draw(1, "age=20..40", 100_000, 10_000);
        assertThat(unordered(pairs, 100_000)).hasSize(10_000);
        assertThat(pairs.stream().mapToInt(PairDraw.Pair::first).average().orElseThrow())
                .isBetween(49_000.0, 51_000.0);
        assertThat(pairs.stream().mapToInt(PairDraw.Pair::second).average().orElseThrow())
                .isBetween(49_000.0, 51_000.0);
    }

    @Test
    void seedAndClassDecideAndTheFirstStayTheFirst() {
        List<PairDraw.Pair> few = draw(7, "gender=female", 50, 20);
        assertThat(draw(7, "gender=female", 50, 200).subList(0, 20)).isEqualTo(few);
        assertThat(draw(8, "gender=female", 50, 20)).isNotEqualTo(few);
        assertThat(draw(7, "gender=male", 50, 20)).isNotEqualTo(few);
    }

    @Test
    void sharesGoByMembersAndRoom() {
        long[] much = {1000, 1000, 1000};
        assertThat(BlendPlan.share(10, new long[] {1, 1, 2}, much)).containsExactly(3, 2, 5);
        assertThat(BlendPlan.share(10, new long[] {5, 3, 2}, much)).containsExactly(5, 3, 2);
        assertThat(BlendPlan.share(6, new long[] {3, 3, 2}, new long[] {3, 3, 1}))
                .containsExactly(3, 2, 1);
        assertThat(BlendPlan.share(100, new long[] {3, 3, 2}, new long[] {3, 3, 1}))
                .containsExactly(3, 3, 1);
        assertThat(BlendPlan.share(0, new long[] {3, 2}, new long[] {3, 1})).containsExactly(0, 0);
        assertThat(BlendPlan.share(4, new long[] {}, new long[] {})).isEmpty();
    }
}
