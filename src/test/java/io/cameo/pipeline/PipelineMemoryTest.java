package io.cameo.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PipelineMemoryTest {
    private static final int LIMIT_BYTES = 10_000;
    private static final int HEAVIEST_BYTES = 2_000;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void outputsUnderWayStayWithinTheLimit(int workers) throws IOException {
        AtomicLong live = new AtomicLong();
        AtomicLong mostLive = new AtomicLong();
        Resource.Count outputs = new Resource.Count();
        int window = 64;
        long[] pulled = {0};
        Outcome outcome = Pipeline.<Long, Object, Resource>builder(
                        "bytes", Object::new, outputs::make, (item, s, out) -> {
                            long bytes = new SplittableRandom(item).nextLong(HEAVIEST_BYTES);
                            out.grow(bytes);
                            out.value = bytes;
                            mostLive.accumulateAndGet(live.addAndGet(bytes), Math::max);
                        })
                .workers(workers)
                .window(window)
                .byteLimit(LIMIT_BYTES, out -> out.capacityBytes)
                .build()
                .run(() -> pulled[0] < 3_000 ? pulled[0]++ : null, (sequence, item, out) -> {
                    PipelineTest.pause(item, item % 50 == 0 ? 500 : 0);
                    live.addAndGet(-out.value);
                });
        assertThat(outcome.accepted()).isEqualTo(3_000);
        assertThat(live).hasValue(0);
        // The sink slept now and then: had nothing held the workers back, they would have filled the window.
        assertThat(mostLive.get()).isLessThanOrEqualTo(LIMIT_BYTES + (long) workers * HEAVIEST_BYTES);
        // Under way as above, plus as much again in outputs that wait for reuse.
        assertThat(outputs.mostRetainedBytes.get())
                .isLessThanOrEqualTo(2L * LIMIT_BYTES + (long) workers * HEAVIEST_BYTES);
        assertThat(outputs.closed).hasValue(outputs.made.get());
        assertThat(outputs.retainedBytes).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 16})
    void anOutputLargerThanTheLimitPassesAlone(int window) throws IOException {
        for (boolean ordered : new boolean[] {true, false}) {
            Trial trial = new Trial(400);
            trial.workers = 3;
            long[] place = {0};
            trial.setup = builder -> (ordered ? builder : builder.unordered())
                    .window(window)
                    .byteLimit(100, out -> out.value % 5 == 0 ? 1_000_000 : 1);
            trial.onDeliver = item -> place[0]++;
            assertThat(trial.run().accepted()).isEqualTo(400);
            assertThat(place[0]).isEqualTo(400);
        }
    }

    @Test
    void outputsAreReusedWhileTheyAreLight() throws IOException {
        Trial trial = new Trial(2_000);
        trial.setup = builder -> builder.window(20).byteLimit(2_000, out -> 100);
        trial.run();
        assertThat(trial.outputs.made.get()).isLessThanOrEqualTo(20);

        Trial heavy = new Trial(2_000);
        heavy.setup = builder -> builder.window(20).byteLimit(2_000, out -> 101);
        heavy.run();
        assertThat(heavy.outputs.made).hasValue(2_000);
    }

    /**
     * Tolerance: 64 KiB over 300,000 items and three threads, 0.2 bytes an item; less than any object an item could cost,
     * and room for what the JVM itself does on these threads (a monitor's first contention, class loading).
     */
    @Test
    void nothingIsAllocatedPerItem() throws IOException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (boolean ordered : new boolean[] {true, false}) {
            // The first runs load classes and compile.
            allocatedBytes(threads, ordered, 2);
            for (int workers = 1; workers <= 2; workers++) {
                assertThat(allocatedBytes(threads, ordered, workers))
                        .as("ordered=%s workers=%d", ordered, workers)
                        .isLessThan(64 * 1024);
            }
        }
    }

    private static long allocatedBytes(ThreadMXBean threads, boolean ordered, int workers) throws IOException {
        CopyOnWriteArrayList<Long> ids = new CopyOnWriteArrayList<>();
        ids.add(Thread.currentThread().threadId());
        Object item = new Object();
        int items = 400_000;
        int[] pulled = {0};
        int[] seen = {0};
        long[] atStart = {0};
        long[] atEnd = {0};
        var builder = Pipeline.<Object, Object, long[]>builder(
                        "frugal",
                        () -> {
                            ids.add(Thread.currentThread().threadId());
                            return new Object();
                        },
                        () -> new long[1],
                        (in, scratch, out) -> out[0]++)
                .workers(workers)
                .byteLimit(1 << 20, out -> 8);
        (ordered ? builder : builder.unordered())
                .build()
                .run(() -> pulled[0]++ < items ? item : null, (sequence, in, out) -> {
                    seen[0]++;
                    if (seen[0] == items / 4) {
                        atStart[0] = sum(threads, ids);
                    } else if (seen[0] == items - 1_000) {
                        atEnd[0] = sum(threads, ids);
                    }
                });
        assertThat(ids).hasSize(workers + 1);
        return atEnd[0] - atStart[0];
    }

    private static long sum(ThreadMXBean threads, Iterable<Long> ids) {
        long bytes = 0;
        for (long id : ids) {
            bytes += Math.max(0, threads.getThreadAllocatedBytes(id));
        }
        return bytes;
    }
}
