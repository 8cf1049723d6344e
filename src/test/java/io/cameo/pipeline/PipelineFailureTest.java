package io.cameo.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PipelineFailureTest {
    private enum Where {
        SOURCE,
        STAGE,
        SINK,
        SINK_OF_REJECTS,
        WEIGHER
    }

    @Test
    void whateverFailsAtARandomPointIsWhatTheCallerGets() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 400; round++) {
            Where where = Where.values()[random.nextInt(Where.values().length)];
            int items = random.nextInt(1, 300);
            long at = random.nextInt(items);
            int window = random.nextInt(1, 60);
            boolean ordered = random.nextBoolean();
            // A weigher may not throw checked exceptions.
            Throwable planned = planned(random.nextInt(where == Where.WEIGHER ? 1 : 0, 3));
            Trial trial = new Trial(items);
            trial.workers = random.nextInt(1, 6);
            trial.setup = builder -> {
                builder.window(window);
                if (where == Where.WEIGHER) {
                    AtomicInteger left = new AtomicInteger((int) at);
                    builder.byteLimit(1_000, out -> {
                        if (left.getAndDecrement() == 0) {
                            sneak(planned);
                        }
                        return 1;
                    });
                }
                return ordered ? builder : builder.unordered();
            };
            trial.onPull = item -> failIf(where == Where.SOURCE && item == at, planned);
            trial.work = item -> {
                failIf(where == Where.STAGE && item == at, planned);
                if (where == Where.SINK_OF_REJECTS && item == at) {
                    throw new RejectedItemException("bad: item=" + item);
                }
            };
            trial.onDeliver =
                    item -> failIf((where == Where.SINK || where == Where.SINK_OF_REJECTS) && item == at, planned);
            String story = String.format(
                    Locale.ROOT,
                    "seed=%d round=%d where=%s at=%d of %d workers=%d window=%d ordered=%s",
                    seed,
                    round,
                    where,
                    at,
                    items,
                    trial.workers,
                    window,
                    ordered);
            assertThat(catchThrowable(trial::run)).as(story).isSameAs(planned);
            assertThat(trial.delivered).as(story).doesNotHaveDuplicates();
            if (ordered) {
                assertThat(trial.delivered.size()).as(story).isLessThanOrEqualTo((int) at + 1);
                trial.checkPrefix(trial.delivered.size());
            }
        }
    }

    @Test
    void aFailingScratchSupplierEndsTheRun() {
        for (int failing = 1; failing <= 4; failing++) {
            int which = failing;
            AtomicInteger calls = new AtomicInteger();
            Resource.Count made = new Resource.Count();
            IllegalStateException planned = new IllegalStateException("no scratch");
            Pipeline<Long, Resource, Object> pipeline = Pipeline.<Long, Resource, Object>builder(
                            "scratch",
                            () -> {
                                if (calls.incrementAndGet() == which) {
                                    throw planned;
                                }
                                return made.make();
                            },
                            Object::new,
                            (item, scratch, out) -> {})
                    .workers(4)
                    .build();
            assertThatThrownBy(() -> pipeline.run(() -> 1L, (sequence, item, out) -> {}))
                    .isSameAs(planned);
            assertThat(made.closed).hasValue(made.made.get());
            assertThat(made.made).hasValue(3);
        }
    }

    @Test
    void aFailingCloseOfScratchIsThrownAndTheOthersAreSuppressed() {
        Pipeline<Long, AutoCloseable, Object> pipeline = Pipeline.<Long, AutoCloseable, Object>builder(
                        "close",
                        () -> () -> {
                            throw new Exception("will not close");
                        },
                        Object::new,
                        (item, scratch, out) -> {})
                .workers(3)
                .build();
        assertThatThrownBy(() -> pipeline.run(() -> null, (sequence, item, out) -> {}))
                .isInstanceOf(IOException.class)
                .hasMessage("pipeline failed: name=close")
                .cause()
                .hasMessage("will not close")
                .satisfies(first -> assertThat(first.getSuppressed()).hasSize(2));
    }

    @Test
    void failingOutputsEndTheRun() {
        IllegalStateException planned = new IllegalStateException("no output");
        AtomicInteger calls = new AtomicInteger();
        Pipeline<Long, Object, AutoCloseable> supplier = Pipeline.<Long, Object, AutoCloseable>builder(
                        "supplier",
                        Object::new,
                        () -> {
                            if (calls.incrementAndGet() == 3) {
                                throw planned;
                            }
                            return () -> {};
                        },
                        (item, scratch, out) -> {})
                .build();
        assertThatThrownBy(() -> supplier.run(() -> 1L, (sequence, item, out) -> {}))
                .isSameAs(planned);

        long[] left = {5};
        Pipeline<Long, Object, AutoCloseable> closing = Pipeline.<Long, Object, AutoCloseable>builder(
                        "closing",
                        Object::new,
                        () -> () -> {
                            throw planned;
                        },
                        (item, scratch, out) -> {})
                .build();
        assertThatThrownBy(() -> closing.run(() -> left[0]-- > 0 ? 1L : null, (sequence, item, out) -> {}))
                .isSameAs(planned);
    }

    @Test
    void theFirstFailureWinsAndTheSecondIsSuppressed() {
        CyclicBarrier bothIn = new CyclicBarrier(2);
        Trial trial = new Trial(2);
        trial.work = item -> {
            try {
                bothIn.await();
            } catch (InterruptedException | BrokenBarrierException e) {
                throw new IOException(e);
            }
            throw new UncheckedIOException("item=" + item, new IOException("cause"));
        };
        assertThatThrownBy(trial::run)
                .isInstanceOf(UncheckedIOException.class)
                .hasRootCauseMessage("cause")
                .satisfies(first -> assertThat(first.getSuppressed()).hasSize(1));
    }

    @Test
    void oneExceptionObjectThrownByAllWorkersIsFine() {
        CyclicBarrier bothIn = new CyclicBarrier(2);
        IOException shared = new IOException("the same object");
        Trial trial = new Trial(2);
        trial.work = item -> {
            try {
                bothIn.await();
            } catch (InterruptedException | BrokenBarrierException e) {
                throw new IOException(e);
            }
            throw shared;
        };
        assertThatThrownBy(trial::run).isSameAs(shared).hasNoSuppressedExceptions();
    }

    @Test
    void afterAFailureNothingMoreIsPulled() {
        Trial trial = new Trial(Long.MAX_VALUE);
        trial.setup = builder -> builder.window(32);
        trial.work = item -> failIf(item == 1_000, new IOException("planned"));
        assertThatThrownBy(trial::run).hasMessage("planned");
        assertThat(trial.pulled).isBetween(1_001L, 1_001L + 2 * 32);
    }

    @Test
    void aFailingProgressEndsTheRunAndIsStillFinished() {
        for (int failing = 0; failing < 3; failing++) {
            int which = failing;
            int[] finishes = {0};
            IllegalStateException planned = new IllegalStateException("no display");
            Trial trial = new Trial(Long.MAX_VALUE);
            trial.setup = builder -> builder.progress(
                    new Progress() {
                        @Override
                        public void started(long totalItems) {
                            failIf(which == 0);
                        }

                        @Override
                        public void advanced(long doneItems, long rejectedItems) {
                            failIf(which == 1);
                            trial.cancel();
                        }

                        @Override
                        public void finished(long doneItems, long rejectedItems) {
                            finishes[0]++;
                            failIf(which == 2);
                        }

                        private void failIf(boolean planForIt) {
                            if (planForIt) {
                                throw planned;
                            }
                        }
                    },
                    Progress.UNKNOWN);
            assertThatThrownBy(trial::run).isSameAs(planned);
            assertThat(finishes[0]).isEqualTo(1);
        }
    }

    private static Throwable planned(int kind) {
        return switch (kind) {
            case 0 -> new IOException("planned");
            case 1 -> new IllegalStateException("planned");
            default -> new AssertionError("planned");
        };
    }

    private static void failIf(boolean now, Throwable planned) throws IOException {
        if (now) {
            if (planned instanceof IOException e) {
                throw e;
            }
            sneak(planned);
        }
    }

    private static void sneak(Throwable planned) {
        switch (planned) {
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IllegalArgumentException(planned);
        }
    }
}
