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
import java.util.concurrent.atomic.AtomicLong;
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
    void theLastFreeSlotIsUsedWhileAllOtherWorkersAreBusy() throws IOException {
        // Seven of eight workers wait for what only the eighth can do, through the one slot that is left.
        CountDownLatch othersDelivered = new CountDownLatch(100);
        Trial trial = new Trial(107);
        trial.workers = 8;
        trial.setup = builder -> builder.unordered().window(8);
        trial.work = item -> {
            if (item < 7) {
                await(othersDelivered);
            }
        };
        trial.onDeliver = item -> othersDelivered.countDown();
        assertThat(trial.run().accepted()).isEqualTo(107);
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
        // Fast pulls let batches grow; once pulls are slow, nothing pulled may wait for the next pull.
        AtomicLong worked = new AtomicLong();
        Trial trial = new Trial(2_000);
        trial.workers = 1;
        trial.work = item -> worked.incrementAndGet();
        trial.onPull = item -> {
            if (item % 200 > 190) {
                assertThat(worked).hasValueGreaterThanOrEqualTo(item % 200 == 191 ? 0 : item);
                spend(1);
            }
        };
        trial.run();
        trial.checkPrefix(2_000);
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
        trial.work = item -> spend(4);
        trial.onDeliver = item -> spend(1);
        trial.onPull = item -> spend(1);
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

    /** Takes at least this long, also where a pending permit lets the first park return at once. */
    static void spend(long millis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
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
