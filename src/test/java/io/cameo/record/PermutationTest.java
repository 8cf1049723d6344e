package io.cameo.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PermutationTest {
    @Test
    void everySizeIsPermuted() {
        for (int size = 0; size < 300; size++) {
            assertIsPermutation(size * 31L, size);
            assertIsPermutation(size, Permutation.STORED_SIZE - 5 + size * 7);
        }
        assertIsPermutation(5, 1_000_003);
    }

    private static void assertIsPermutation(long seed, int size) {
        Permutation permutation = new Permutation(seed, size);
        BitSet taken = new BitSet(size);
        for (int i = 0; i < size; i++) {
            taken.set(Math.toIntExact(permutation.of(i)));
        }
        assertThat(taken.cardinality()).as("size %d", size).isEqualTo(size);
        assertThat(taken.length()).isEqualTo(size);
    }

    /** Every order of a few things comes up as often as any other; the bound is mean plus five sigma of chi-square. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 6, 7})
    void allOrdersAreEquallyLikely(int size) {
        int orders = 1;
        for (int i = 2; i <= size; i++) {
            orders *= i;
        }
        int draws = 200 * orders;
        Map<Long, Integer> counts = new HashMap<>();
        for (int seed = 0; seed < draws; seed++) {
            Permutation permutation = new Permutation(seed, size);
            long order = 0;
            for (int i = 0; i < size; i++) {
                order = order * size + permutation.of(i);
            }
            counts.merge(order, 1, Integer::sum);
        }
        assertThat(counts).hasSize(orders);
        double expected = (double) draws / orders;
        double chiSquare = counts.values().stream()
                .mapToDouble(count -> (count - expected) * (count - expected) / expected)
                .sum();
        assertThat(chiSquare).isLessThan(orders - 1 + 5 * Math.sqrt(2.0 * (orders - 1)));
    }

    @Test
    void placesOfALargeOneAreSpreadEvenly() {
        int size = 200_000;
        int cells = 50;
        Permutation permutation = new Permutation(42, size);
        int[][] counts = new int[cells][cells];
        double neighbours = 0;
        for (int i = 0; i < size; i++) {
            counts[i * cells / size][(int) (permutation.of(i) * cells / size)]++;
            neighbours += Math.abs(permutation.of(i) - permutation.of((i + 1) % size));
        }
        double expected = (double) size / cells / cells;
        double chiSquare = 0;
        for (int[] row : counts) {
            for (int count : row) {
                chiSquare += (count - expected) * (count - expected) / expected;
            }
        }
        double freedom = (cells - 1.0) * (cells - 1.0);
        assertThat(chiSquare).isBetween(freedom - 5 * Math.sqrt(2 * freedom), freedom + 5 * Math.sqrt(2 * freedom));
        assertThat(neighbours / size).isBetween(size / 3.0 * 0.98, size / 3.0 * 1.02); // the mean of two random places
    }

    /** What a seed gives is a promise: a data set that was shuffled last year can be shuffled again. */
    @Test
    void aSeedGivesTheSameForEver() {
        long sum = 0;
        Permutation large = new Permutation(7, 42_474_558);
        for (int i = 0; i < 1_000; i++) {
            sum = sum * 31 + large.of(i);
        }
        assertThat(sum).isEqualTo(PINNED_SUM);
        Permutation small = new Permutation(0, 10);
        StringBuilder order = new StringBuilder();
        for (int i = 0; i < 10; i++) {
            order.append(small.of(i));
        }
        assertThat(order.toString()).isEqualTo(PINNED_ORDER);
    }

    private static final long PINNED_SUM = -8_075_304_127_717_608_030L;
    private static final String PINNED_ORDER = "4150923867";

    @Test
    void whatIsOutsideIsRefused() {
        Permutation permutation = new Permutation(1, 5);
        assertThatThrownBy(() -> permutation.of(5)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> permutation.of(-1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatIllegalArgumentException().isThrownBy(() -> new Permutation(1, -1));
    }
}
