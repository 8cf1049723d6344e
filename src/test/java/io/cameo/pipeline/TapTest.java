package io.cameo.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TapTest {
    private final Resource.Count scratches = new Resource.Count();
    private final Resource.Count outputs = new Resource.Count();
    private int serial;

    private Tap<Long, Resource> open(long items, int workers, int window, Trial.Work work) throws IOException {
        long[] pulled = {0};
        serial++;
        return Pipeline.<Long, Resource, Resource>builder(
                        "tap" + serial, scratches::make, outputs::make, (item, scratch, out) -> {
                            out.value = 0;
                            work.at(item);
                            out.value = Trial.valueOf(item);
                        })
                .workers(workers)
                .window(window)
                .build()
                .open(() -> pulled[0] == items ? null : pulled[0]++);
    }

    private void assertNothingLeft() {
        assertThat(Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().startsWith("cameo-tap")))
                .isEmpty();
        assertThat(scratches.closed).hasValue(scratches.made.get());
        assertThat(scratches.closedElsewhere).hasValue(0);
        assertThat(outputs.closed).hasValue(outputs.made.get());
        assertThat(scratches.misuse).hasValue(0);
        assertThat(outputs.misuse).hasValue(0);
    }

    @Test
    void everyOutputComesOnceInOrderAndStaysUntilTheNext() throws Exception {
        for (int window = 1; window <= 9; window++) {
            for (int workers = 1; workers <= 3; workers++) {
                try (Tap<Long, Resource> tap = open(300, workers, window, item -> {})) {
                    long expected = 0;
                    while (tap.next()) {
                        assertThat(tap.sequence()).isEqualTo(expected);
                        assertThat(tap.item()).isEqualTo(expected);
                        assertThat(tap.rejection()).isNull();
                        LockSupport.parkNanos(1);
                        assertThat(tap.out().value).isEqualTo(Trial.valueOf(expected));
                        expected++;
                    }
                    assertThat(expected).isEqualTo(300);
                    assertThat(tap.next()).isFalse();
                    assertThatThrownBy(tap::out).isInstanceOf(IllegalStateException.class);
                }
                assertNothingLeft();
            }
        }
    }

    /** Many short runs, some closed early, with pauses at random: an output that two hold at once shows a wrong value. */
    @Test
    void slotsAreNeverSharedHoweverTheThreadsRun() throws Exception {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 1_000; round++) {
            int items = random.nextInt(0, 40);
            int stopAt = random.nextInt(4) == 0 ? random.nextInt(0, 40) : Integer.MAX_VALUE;
            long slow = random.nextLong();
            try (Tap<Long, Resource> tap =
                    open(items, random.nextInt(1, 5), random.nextInt(1, 8), item -> pause(slow ^ item))) {
                long seen = 0;
                while (seen < stopAt && tap.next()) {
                    Resource out = tap.out();
                    assertThat(out.value).as("seed=%d round=%d", seed, round).isEqualTo(Trial.valueOf(seen));
                    pause(~slow * 31 + seen);
                    assertThat(out.value).as("seed=%d round=%d", seed, round).isEqualTo(Trial.valueOf(seen));
                    seen++;
                }
                assertThat(seen).as("seed=%d round=%d", seed, round).isEqualTo(Math.min(items, stopAt));
            }
            assertNothingLeft();
        }
    }

    private static void pause(long chance) {
        switch ((int) ((chance * 0x9E3779B97F4A7C15L) >>> 60)) {
            case 0, 1 -> LockSupport.parkNanos(50_000);
            case 2, 3, 4 -> LockSupport.parkNanos(1);
            default -> {
                // at once
            }
        }
    }

    @Test
    void theFirstFailureIsThrownAndNothingIsLeft() throws Exception {
        IOException planned = new IOException("planned");
        Tap<Long, Resource> tap = open(Long.MAX_VALUE, 2, 4, item -> {
            if (item >= 20) {
                throw planned;
            }
        });
        assertThatThrownBy(() -> {
                    while (tap.next()) {
                        assertThat(tap.item()).isLessThan(20);
                    }
                })
                .isSameAs(planned);
        assertNothingLeft();
        assertThatThrownBy(tap::next).isInstanceOf(IllegalStateException.class);
        tap.close();
    }

    @Test
    void aFailureThatNobodyDrewIsThrownByClose() throws Exception {
        CountDownLatch failing = new CountDownLatch(1);
        Tap<Long, Resource> tap = open(10, 1, 2, item -> {
            failing.countDown();
            throw new IllegalStateException("planned");
        });
        failing.await();
        assertThatThrownBy(tap::close).hasMessage("planned");
        assertNothingLeft();
        tap.close();
    }

    @Test
    void rejectedItemsComeInTheirPlaceUpToTheLimit() throws Exception {
        try (Tap<Long, Resource> tap = open(10, 2, 4, item -> {
            if (item == 3) {
                throw new RejectedItemException("bad");
            }
        })) {
            for (int i = 0; i < 3; i++) {
                assertThat(tap.next()).isTrue();
            }
            assertThat(tap.next()).isTrue();
            assertThat(tap.rejection()).isEqualTo("bad");
            assertThat(tap.next()).isFalse();
        }
        assertNothingLeft();
    }

    @Test
    void anInterruptEndsTheWaitAndNothingIsLost() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        try (Tap<Long, Resource> tap = open(5, 1, 2, item -> await(go))) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(tap::next).isInstanceOf(InterruptedException.class);
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            go.countDown();
            for (long i = 0; i < 5; i++) {
                assertThat(tap.next()).isTrue();
                assertThat(tap.item()).isEqualTo(i);
            }
            assertThat(tap.next()).isFalse();
        }
        assertNothingLeft();
    }

    @Test
    void closedByAnotherThreadTheWaitEnds() throws Exception {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 100; round++) {
            Tap<Long, Resource> tap = open(Long.MAX_VALUE, 2, 3, item -> pause(item));
            AtomicReference<@Nullable Throwable> seen = new AtomicReference<>();
            Thread reader = new Thread(() -> {
                try {
                    while (tap.next()) {
                        tap.out();
                    }
                } catch (Throwable e) {
                    seen.set(e);
                }
            });
            reader.start();
            LockSupport.parkNanos(random.nextLong(300_000));
            tap.close();
            reader.join();
            assertThat(seen.get())
                    .as("seed=%d round=%d", seed, round)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("closed");
            assertNothingLeft();
        }
    }

    @Test
    void aTapThatIsClosedWithoutDrawingLeavesNothing() throws Exception {
        open(Long.MAX_VALUE, 3, 5, item -> {}).close();
        assertNothingLeft();
        Pipeline<Long, Resource, Resource> once = Pipeline.<Long, Resource, Resource>builder(
                        "tap-once", scratches::make, outputs::make, (item, scratch, out) -> {})
                .build();
        once.open(() -> null).close();
        assertThatThrownBy(() -> once.open(() -> null)).isInstanceOf(IllegalStateException.class);
    }

    private static void await(CountDownLatch latch) throws IOException {
        PipelineTest.await(latch);
    }
}
