package io.cameo.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PipelineCancelTest {
    @Test
    void cancelledAnywhereTheSinkHasSeenABeginning() throws IOException {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 200; round++) {
            int at = random.nextInt(500);
            int where = random.nextInt(3);
            boolean ordered = random.nextInt(4) != 0;
            Trial trial = new Trial(Long.MAX_VALUE);
            trial.workers = random.nextInt(1, 5);
            int window = random.nextInt(1, 40);
            trial.setup = builder ->
                    ordered ? builder.window(window) : builder.window(window).unordered();
            Trial.Step stop = item -> {
                if (item == at) {
                    trial.cancel();
                }
            };
            trial.onPull = where == 0 ? stop : item -> {};
            trial.work = where == 1 ? stop::at : item -> {};
            trial.onDeliver = where == 2 ? stop : item -> {};
            String story = String.format(
                    Locale.ROOT,
                    "seed=%d round=%d at=%d where=%d workers=%d window=%d",
                    seed,
                    round,
                    at,
                    where,
                    trial.workers,
                    window);
            Outcome outcome = trial.run();
            assertThat(outcome.cancelled()).as(story).isTrue();
            assertThat(outcome.complete()).as(story).isFalse();
            if (ordered || where == 0) {
                // Unordered, others overtake the item that cancels for as long as its thread does not run.
                assertThat(trial.pulled).as(story).isLessThanOrEqualTo(at + 2L * window + 2);
            }
            assertThat(outcome.accepted()).as(story).isEqualTo(trial.delivered.size());
            assertThat(trial.delivered).doesNotHaveDuplicates();
            if (ordered) {
                trial.checkPrefix(trial.delivered.size());
            }
            if (where == 1 && trial.workers == 1) {
                assertThat(trial.delivered).as(story).hasSize(at + 1);
            }
            if (where == 2) {
                assertThat(trial.delivered).as(story).contains((long) at);
            }
        }
    }

    @Test
    void theItemInWorkIsFinishedAndDelivered() throws Exception {
        CountDownLatch inWork = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        Trial trial = new Trial(Long.MAX_VALUE);
        trial.workers = 1;
        trial.work = item -> {
            if (item == 3) {
                inWork.countDown();
                PipelineTest.await(cancelled);
            }
        };
        trial.build();
        Thread user = new Thread(() -> {
            try {
                PipelineTest.await(inWork);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            trial.cancel();
            cancelled.countDown();
        });
        user.start();
        Outcome outcome = trial.run();
        user.join();
        assertThat(outcome.cancelled()).isTrue();
        trial.checkPrefix(4);
    }

    @Test
    void cancelBeforeTheRunDeliversNothing() throws IOException {
        Trial trial = new Trial(100);
        trial.build();
        trial.cancel();
        Outcome outcome = trial.run();
        assertThat(outcome.cancelled()).isTrue();
        assertThat(trial.delivered).isEmpty();
        assertThat(trial.pulled).isZero();
    }

    @Test
    void cancelAfterEverythingWasDeliveredChangesNothing() throws IOException {
        CountDownLatch ended = new CountDownLatch(1);
        Trial trial = new Trial(1);
        trial.workers = 1;
        trial.setup = builder -> builder.progress(
                new Progress() {
                    @Override
                    public void started(long totalItems) {}

                    @Override
                    public void advanced(long doneItems, long rejectedItems) {}

                    @Override
                    public void finished(long doneItems, long rejectedItems) {
                        trial.cancel();
                        ended.countDown();
                    }
                },
                1);
        assertThat(trial.run().complete()).isTrue();
        assertThat(ended.getCount()).isZero();
        trial.cancel();
    }

    @Test
    void anInterruptCancelsAndIsHandedBack() throws IOException {
        Trial trial = new Trial(Long.MAX_VALUE);
        trial.onDeliver = item -> {
            // Later items are delivered with the flag down, else a channel that the sink writes to would be closed.
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            if (item == 77) {
                Thread.currentThread().interrupt();
            }
        };
        Outcome outcome = trial.run();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(outcome.cancelled()).isTrue();
        trial.checkPrefix(trial.delivered.size());
        assertThat(trial.delivered).contains(77L);
    }

    @Test
    void anInterruptEndsTheWaitForASlowStage() throws IOException {
        CountDownLatch inWork = new CountDownLatch(1);
        Thread caller = Thread.currentThread();
        Trial trial = new Trial(Long.MAX_VALUE);
        trial.work = item -> {
            inWork.countDown();
            PipelineTest.pause(item, 20_000);
        };
        Thread user = new Thread(() -> {
            try {
                PipelineTest.await(inWork);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            caller.interrupt();
        });
        user.start();
        Outcome outcome = trial.run();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(outcome.cancelled()).isTrue();
        assertThat(outcome.wallNanos()).isLessThan(5_000_000_000L);
    }

    @Test
    void anInterruptBeforeTheRunCancelsItAndSurvivesAFailure() throws IOException {
        Thread.currentThread().interrupt();
        Trial trial = new Trial(Long.MAX_VALUE);
        assertThat(trial.run().cancelled()).isTrue();
        assertThat(Thread.interrupted()).isTrue();

        Trial failing = new Trial(10);
        failing.onDeliver = item -> {
            Thread.currentThread().interrupt();
            throw new IOException("planned");
        };
        assertThatThrownBy(failing::run).hasMessage("planned");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void anExceededLimitIsNotCalledCancelled() throws IOException {
        Trial trial = new Trial(100);
        trial.work = item -> {
            if (item == 5) {
                throw new RejectedItemException("bad: item=" + item);
            }
        };
        trial.onDeliver = item -> {
            if (item == 5) {
                trial.cancel();
            }
        };
        Outcome outcome = trial.run();
        assertThat(outcome.limitExceeded()).isTrue();
        assertThat(outcome.cancelled()).isFalse();
        trial.checkPrefix(6);
    }
}
