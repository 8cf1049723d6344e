package io.cameo.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ProgressTest {
    @Test
    void isToldSparinglyInOrderAndOnTheCallersThread() throws IOException {
        Log log = new Log();
        Trial trial = new Trial(30);
        trial.setup = builder -> builder.errorLimit(30).progress(log, 30);
        trial.work = item -> {
            PipelineTest.spend(20);
            if (item % 10 == 9) {
                throw new RejectedItemException("bad: item=" + item);
            }
        };
        Outcome outcome = trial.run();
        assertThat(log.lines).startsWith("started 30").endsWith("finished 30 3");
        assertThat(log.done).isSorted();
        long mostUpdates = outcome.wallNanos() * Progress.UPDATES_PER_SECOND / TimeUnit.SECONDS.toNanos(1) + 1;
        assertThat(log.done.size()).isBetween(2, (int) mostUpdates);
    }

    @Test
    void isToldAlsoWhileNothingMoves() throws IOException {
        // The only item waits for two updates, which are then about nothing.
        CountDownLatch updates = new CountDownLatch(2);
        Log log = new Log() {
            @Override
            public void advanced(long doneItems, long rejectedItems) {
                super.advanced(doneItems, rejectedItems);
                updates.countDown();
            }
        };
        Trial trial = new Trial(1);
        trial.setup = builder -> builder.progress(log, Progress.UNKNOWN);
        trial.work = item -> PipelineTest.await(updates);
        trial.run();
        assertThat(log.lines).containsExactly("started -1", "finished 1 0");
        assertThat(log.done).startsWith(0L, 0L);
    }

    @Test
    void isToldTheEndOfAFailedRun() {
        Log log = new Log();
        Trial trial = new Trial(10);
        trial.setup = builder -> builder.progress(log, 10);
        trial.onDeliver = item -> {
            if (item == 4) {
                throw new IOException("planned");
            }
        };
        assertThatThrownBy(trial::run).hasMessage("planned");
        assertThat(log.lines).containsExactly("started 10", "finished 4 0");
    }

    private static class Log implements Progress {
        private final Thread caller = Thread.currentThread();
        final List<String> lines = new ArrayList<>();
        final List<Long> done = new ArrayList<>();

        @Override
        public void started(long totalItems) {
            note("started " + totalItems);
        }

        @Override
        public void advanced(long doneItems, long rejectedItems) {
            assertThat(Thread.currentThread()).isSameAs(caller);
            done.add(doneItems);
        }

        @Override
        public void finished(long doneItems, long rejectedItems) {
            note("finished " + doneItems + " " + rejectedItems);
        }

        private void note(String line) {
            assertThat(Thread.currentThread()).isSameAs(caller);
            lines.add(line);
        }
    }
}
