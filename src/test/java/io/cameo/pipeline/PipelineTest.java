package io.cameo.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PipelineTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void keepsTheOrderOfTheSourceWhateverTheStageTakes(int workers) throws IOException {
        Trial trial = new Trial(1_500);
        trial.workers = workers;
        trial.work = item -> pause(item, 150);
        Outcome outcome = trial.run();
        trial.checkPrefix(1_500);
        assertThat(outcome.accepted()).isEqualTo(1_500);
        assertThat(outcome.rejected()).isZero();
        assertThat(outcome.complete()).isTrue();
        assertThat(outcome.workers()).isEqualTo(workers);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 2", "2, 1", "3, 2", "4, 3", "4, 64", "8, 8"})
    void narrowWindowsNeitherHangNorReorder(int workers, int window) throws IOException {
        Trial trial = new Trial(3_000);
        trial.workers = workers;
        trial.setup = builder -> builder.window(window);
        trial.work = item -> pause(item, item % 64 == 0 ? 100 : 0);
        trial.onPull = item ->
                assertThat(item - trial.delivered.size()).as("items under way").isLessThan(window);
        trial.run();
        trial.checkPrefix(3_000);
        assertThat(trial.outputs.made.get()).isLessThanOrEqualTo(window);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void unorderedDeliversEachItemOnce(int workers) throws IOException {
        Trial trial = new Trial(5_000);
        trial.workers = workers;
        trial.setup = builder -> builder.unordered().window(16);
        trial.work = item -> pause(item, item % 16 == 0 ? 200 : 0);
        Outcome outcome = trial.run();
        assertThat(outcome.accepted()).isEqualTo(5_000);
        assertThat(trial.delivered)
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.range(0, 5_000).boxed().toList());
    }

    @Test
    void unorderedLetsFastItemsPassASlowOne() throws IOException {
        CountDownLatch othersDelivered = new CountDownLatch(40);
        Trial trial = new Trial(41);
        trial.setup = builder -> builder.unordered().window(8);
        trial.work = item -> {
            if (item == 0) {
                await(othersDelivered);
            }
        };
        trial.onDeliver = item -> othersDelivered.countDown();
        trial.run();
        assertThat(trial.delivered).hasSize(41).endsWith(0L);
    }

    @Test
    void anEmptySourceEndsAtOnce() throws IOException {
        Trial trial = new Trial(0);
        Outcome outcome = trial.run();
        assertThat(outcome.accepted()).isZero();
        assertThat(outcome.complete()).isTrue();
        assertThat(trial.outputs.made).hasValue(0);
    }

    @Test
    void aMillionTinyItems() throws IOException {
        Object item = new Object();
        long[] pulled = {0};
        long[] next = {0};
        long[] wrong = {0};
        Outcome outcome = Pipeline.<Object, Object, long[]>builder(
                        "tiny", Object::new, () -> new long[1], (in, scratch, out) -> out[0]++)
                .workers(2)
                .build()
                .run(() -> pulled[0]++ < 1_000_000 ? item : null, (sequence, in, out) -> {
                    wrong[0] += sequence == next[0]++ ? 0 : 1;
                });
        assertThat(outcome.accepted()).isEqualTo(1_000_000);
        assertThat(wrong[0]).isZero();
    }

    @Test
    void aSlowSourceDoesNotHoldBackWhatItHasGiven() throws IOException {
        // The second pull waits until the first item was delivered: hangs if a worker pulls on with an item in hand.
        CountDownLatch firstDelivered = new CountDownLatch(1);
        Trial trial = new Trial(2);
        trial.workers = 1;
        trial.onPull = item -> {
            if (item == 1) {
                await(firstDelivered);
            }
        };
        trial.onDeliver = item -> firstDelivered.countDown();
        trial.run();
        trial.checkPrefix(2);
    }

    @Test
    void theStageRunsBesideTheSinkOnNamedDaemons() throws IOException {
        Set<String> names = ConcurrentHashMap.newKeySet();
        Set<Boolean> daemon = ConcurrentHashMap.newKeySet();
        Trial trial = new Trial(500);
        trial.workers = 3;
        trial.work = item -> {
            names.add(Thread.currentThread().getName());
            daemon.add(Thread.currentThread().isDaemon());
            pause(item, 100);
        };
        trial.run();
        assertThat(names)
                .isSubsetOf("cameo-" + trial.name + "-0", "cameo-" + trial.name + "-1", "cameo-" + trial.name + "-2");
        assertThat(daemon).containsExactly(true);
        assertThat(trial.scratches.made).hasValue(3);
    }

    @Test
    void aStageThatLeavesItsThreadInterruptedHarmsNobody() throws IOException {
        Trial trial = new Trial(2_000);
        trial.setup = builder -> builder.window(4);
        trial.work = item -> Thread.currentThread().interrupt();
        trial.onDeliver = item -> pause(item, item % 100 == 0 ? 200 : 0);
        assertThat(trial.run().complete()).isTrue();
        trial.checkPrefix(2_000);
    }

    @Test
    void busyTimesSayWhereTimeGoes() throws IOException {
        Trial trial = new Trial(40);
        trial.work = item -> LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(4));
        trial.onDeliver = item -> LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        trial.onPull = item -> LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        Outcome outcome = trial.run();
        long itemMillis = TimeUnit.MILLISECONDS.toNanos(40);
        assertThat(outcome.stageNanos()).isBetween(4 * itemMillis, 2 * outcome.wallNanos());
        assertThat(outcome.sinkNanos()).isBetween(itemMillis, outcome.wallNanos());
        assertThat(outcome.sourceNanos()).isBetween(itemMillis, outcome.wallNanos());
    }

    @Test
    void runsOnce() throws IOException {
        Trial trial = new Trial(1);
        trial.run();
        assertThatThrownBy(trial::run)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a pipeline runs once: name=" + trial.name);
    }

    @Test
    void refusesSettingsThatMakeNoSense() {
        var builder = Pipeline.<Long, Object, Object>builder("x", Object::new, Object::new, (item, scratch, out) -> {});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.workers(0))
                .withMessage("workers must be at least 1: workers=0");
        assertThatIllegalArgumentException().isThrownBy(() -> builder.window(0));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.errorLimit(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.byteLimit(0, out -> 0));
    }

    /** Takes up to {@code mostMicros}, the same for the same item. */
    static void pause(long item, long mostMicros) {
        if (mostMicros > 0) {
            LockSupport.parkNanos(new SplittableRandom(item).nextLong(mostMicros * 1_000));
        }
    }

    static void await(CountDownLatch latch) throws IOException {
        try {
            if (!latch.await(10, TimeUnit.SECONDS)) {
                throw new IOException("nobody came");
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
