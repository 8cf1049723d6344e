package io.cameo.loader;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Orders and plans, without any file. */
class OrderTest {
    private static final List<LastBatch> LAST = List.of(LastBatch.values());

    /** Identity i has {@code counts[i]} samples, numbered on. */
    private static final class Counted implements Identities {
        private final int[] counts;
        private final int[] begins;

        Counted(int[] counts, int[] begins) {
            this.counts = counts;
            this.begins = begins;
        }

        static Counted of(int... counts) {
            int[] begins = new int[counts.length];
            for (int i = 1; i < counts.length; i++) {
                begins[i] = begins[i - 1] + counts[i - 1];
            }
            return new Counted(counts, begins);
        }

        @Override
        public int count() {
            return counts.length;
        }

        @Override
        public int samples(int identity) {
            return counts[identity];
        }

        @Override
        public long sample(int identity, int n) {
            assertThat(n).isBetween(0, counts[identity] - 1);
            return (long) begins[identity] + n;
        }

        int identityOf(long sample) {
            int at = Arrays.binarySearch(begins, (int) sample);
            return at >= 0 ? at : -at - 2;
        }
    }

    private static SampleOrder order(SplittableRandom random, long seed, long epoch) {
        return switch (random.nextInt(3)) {
            case 0 -> new SampleOrder.InFileOrder(random.nextLong(0, 300), seed);
            case 1 -> new ShuffledOrder(random.nextLong(1, 300), seed, epoch);
            default -> {
                int identities = random.nextInt(1, 30);
                Counted counted = Counted.of(random.ints(identities, 1, 12).toArray());
                int perUnit = random.nextInt(1, identities + 1);
                int perIdentity = random.nextInt(1, 6);
                yield new IdentityOrder(counted, random.nextLong(0, 40), perUnit, perIdentity, seed, epoch);
            }
        };
    }

    /** All samples of an order, place by place. */
    private static List<Long> all(SampleOrder order) {
        List<Long> samples = new ArrayList<>();
        for (long place = 0; place < order.units() * order.unitSamples(); place++) {
            samples.add(order.sample(place));
        }
        return samples;
    }

    /** The places that one rank sees, batch by batch; -1 for rows without sample. */
    private static List<long[]> places(EpochPlan plan, int batch) {
        List<long[]> batches = new ArrayList<>();
        for (long number = 0; number < plan.batches(); number++) {
            long[] places = new long[batch];
            plan.fill(number, places, new long[batch]);
            batches.add(places);
        }
        return batches;
    }

    @Test
    void ranksTogetherHaveEverySampleOnceWhateverTheWorld() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 2_000; round++) {
            SampleOrder order = order(random, seed, round);
            int world = random.nextInt(1, 9);
            int batch = order.unitSamples() * random.nextInt(1, 9);
            LastBatch last = LAST.get(random.nextInt(LAST.size()));
            long base = order.units() == 0 ? 0 : random.nextLong(order.units() + 1);
            String story = "seed=" + seed + " round=" + round + " " + last + " world=" + world + " batch=" + batch;
            BitSet seen = new BitSet();
            Set<Long> counts = new HashSet<>();
            for (int rank = 0; rank < world; rank++) {
                EpochPlan plan = new EpochPlan(order, 0, base, rank, world, batch, last);
                counts.add(plan.batches());
                for (long[] places : places(plan, batch)) {
                    boolean padding = false;
                    for (long place : places) {
                        if (place == EpochPlan.PADDING) {
                            padding = true;
                        } else {
                            assertThat(padding).as(story).isFalse();
                            assertThat(seen.get((int) place)).as(story).isFalse();
                            seen.set((int) place);
                        }
                    }
                    assertThat(padding && last == LastBatch.DROP).as(story).isFalse();
                }
            }
            long left = (order.units() - base) * order.unitSamples();
            long lost = left - seen.cardinality();
            long most = last == LastBatch.DROP ? (long) world * batch + (long) (world - 1) * order.unitSamples() : 0;
            assertThat(lost).as(story).isBetween(0L, Math.max(0, most - 1));
            if (last == LastBatch.KEEP) {
                assertThat(counts.stream().mapToLong(n -> n).max().getAsLong()
                                - counts.stream().mapToLong(n -> n).min().getAsLong())
                        .as(story)
                        .isLessThanOrEqualTo(1);
            } else {
                assertThat(counts).as(story).hasSize(1);
            }
        }
    }

    @Test
    void aPlanFromAnyPositionIsTheRestOfTheWholePlan() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 2_000; round++) {
            SampleOrder order = order(random, seed, round);
            int world = random.nextInt(1, 6);
            int rank = random.nextInt(world);
            int batch = order.unitSamples() * random.nextInt(1, 9);
            LastBatch last = LAST.get(random.nextInt(LAST.size()));
            EpochPlan whole = new EpochPlan(order, 0, 0, rank, world, batch, last);
            long done = random.nextLong(whole.batches() + 1);
            EpochPlan rest = new EpochPlan(order, 0, whole.unitsAfter(done), rank, world, batch, last);
            String story = "seed=" + seed + " round=" + round + " " + last + " world=" + world + " batch=" + batch;
            assertThat(rest.batches()).as(story).isEqualTo(whole.batches() - done);
            List<long[]> expected = places(whole, batch);
            List<long[]> actual = places(rest, batch);
            for (int i = 0; i < actual.size(); i++) {
                assertThat(actual.get(i)).as(story).isEqualTo(expected.get((int) done + i));
                assertThat(rest.unitsAfter(i)).as(story).isEqualTo(whole.unitsAfter(done + i));
            }
        }
    }

    /** One world stops behind the same batch, another one with other batches goes on: nothing twice, nothing lost. */
    @Test
    void anotherWorldGoesOnWhereOneStopped() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 1_000; round++) {
            SampleOrder order = order(random, seed, round);
            BitSet seen = new BitSet();
            long base = 0;
            for (int phase = 0; phase < 4; phase++) {
                int world = random.nextInt(1, 6);
                int batch = order.unitSamples() * random.nextInt(1, 5);
                long steps = phase == 3 ? Long.MAX_VALUE : random.nextLong(6);
                long next = base;
                for (int rank = 0; rank < world; rank++) {
                    EpochPlan plan = new EpochPlan(order, 0, base, rank, world, batch, LastBatch.EVEN);
                    long todo = Math.min(steps, plan.batches());
                    places(plan, batch).stream()
                            .limit(todo)
                            .flatMapToLong(Arrays::stream)
                            .filter(place -> place != EpochPlan.PADDING)
                            .forEach(place -> {
                                assertThat(seen.get((int) place)).isFalse();
                                seen.set((int) place);
                            });
                    next = plan.unitsAfter(todo);
                }
                base = next;
            }
            assertThat(seen.cardinality())
                    .as("seed=%d round=%d", seed, round)
                    .isEqualTo((int) order.units() * order.unitSamples());
        }
    }

    @Test
    void aShuffledEpochHasEverySampleOnceAndEveryEpochAnotherOrder() {
        List<Long> first = all(new ShuffledOrder(1_000, 42, 0));
        assertThat(first).doesNotHaveDuplicates().hasSize(1_000);
        assertThat(all(new ShuffledOrder(1_000, 42, 0))).isEqualTo(first);
        List<Long> second = all(new ShuffledOrder(1_000, 42, 1));
        assertThat(second).isNotEqualTo(first).containsExactlyInAnyOrderElementsOf(first);
        assertThat(all(new ShuffledOrder(1_000, 43, 0))).isNotEqualTo(first);
        long same = IntStream.range(0, 1_000)
                .filter(i -> first.get(i).equals(second.get(i)))
                .count();
        assertThat(same).isLessThan(10); // 1 is expected
    }

    /** What a seed gives is a promise: a run that was begun with an older version goes on with a newer one. */
    @Test
    void aSeedGivesTheSameForEver() {
        assertThat(all(new ShuffledOrder(8, 1, 2))).containsExactly(PINNED_SHUFFLE);
        assertThat(all(new IdentityOrder(Counted.of(1, 2, 3, 4), 3, 2, 2, 1, 2)))
                .containsExactly(PINNED_GROUPS);
    }

    private static final Long[] PINNED_SHUFFLE = {6L, 4L, 2L, 0L, 3L, 5L, 7L, 1L};
    private static final Long[] PINNED_GROUPS = {0L, 0L, 4L, 3L, 7L, 9L, 2L, 1L, 2L, 1L, 0L, 0L};

    @Test
    void balanceShowsEveryIdentityAsOftenAsAnyOther() {
        Counted counted = Counted.of(1, 5, 1_000, 2, 17);
        int[] visits = new int[5];
        Set<Long> ofTheLargest = new HashSet<>();
        for (long sample : all(new IdentityOrder(counted, 5 * 200, 1, 1, 7, 3))) {
            visits[counted.identityOf(sample)]++;
            if (counted.identityOf(sample) == 2) {
                assertThat(ofTheLargest.add(sample)).isTrue(); // none twice before all were there once
            }
        }
        assertThat(visits).containsOnly(200);
    }

    @Test
    void unitsHoldPIdentitiesWithKImagesEach() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 200; round++) {
            int count = random.nextInt(1, 20);
            Counted counted = Counted.of(random.ints(count, 1, 12).toArray());
            int p = random.nextInt(1, count + 1);
            int k = random.nextInt(1, 6);
            SampleOrder order = new IdentityOrder(counted, 50, p, k, seed, round);
            for (int unit = 0; unit < 50; unit++) {
                Set<Integer> identities = new HashSet<>();
                for (int i = 0; i < p; i++) {
                    Set<Integer> here = new HashSet<>();
                    Set<Long> samples = new HashSet<>();
                    for (int j = 0; j < k; j++) {
                        long sample = order.sample((long) unit * p * k + (long) i * k + j);
                        here.add(counted.identityOf(sample));
                        samples.add(sample);
                    }
                    assertThat(here).as("seed=%d", seed).hasSize(1);
                    int identity = here.iterator().next();
                    assertThat(samples).as("seed=%d", seed).hasSize(Math.min(k, counted.samples(identity)));
                    identities.add(identity);
                }
                assertThat(identities).as("seed=%d", seed).hasSize(p);
            }
        }
    }

    @Test
    void swapOrNotIsAPermutationAndEvenlySpread() {
        for (int size = 1; size < 40; size++) {
            BitSet seen = new BitSet();
            for (int place = 0; place < size; place++) {
                seen.set(Draws.shuffled(size, size, place));
            }
            assertThat(seen.cardinality()).isEqualTo(size);
            assertThat(seen.length()).isEqualTo(size);
        }
        // Five sigma of chi-square over all 120 orders of five things.
        int draws = 200 * 120;
        int[] counts = new int[5 * 5 * 5 * 5 * 5];
        for (int seed = 0; seed < draws; seed++) {
            int order = 0;
            for (int place = 0; place < 5; place++) {
                order = order * 5 + Draws.shuffled(seed, 5, place);
            }
            counts[order]++;
        }
        double chiSquare = Arrays.stream(counts)
                .filter(n -> n > 0)
                .mapToDouble(n -> (n - 200.0) * (n - 200.0) / 200.0)
                .sum();
        assertThat(Arrays.stream(counts).filter(n -> n > 0).count()).isEqualTo(120);
        assertThat(chiSquare).isLessThan(119 + 5 * Math.sqrt(2.0 * 119));
    }
}
