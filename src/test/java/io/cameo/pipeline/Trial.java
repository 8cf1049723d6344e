package io.cameo.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One watched run over the numbers {@code 0 .. items - 1}: outputs are checked against the items, resources are counted,
 * threads are looked for afterwards.
 */
final class Trial {
    private static final AtomicInteger SERIAL = new AtomicInteger();

    final Resource.Count scratches = new Resource.Count();
    final Resource.Count outputs = new Resource.Count();
    /** What the sink saw: the item, or {@code -1 - item} for a rejected one. */
    final List<Long> delivered = new ArrayList<>();

    final String name = "trial" + SERIAL.incrementAndGet();
    final long items;
    long pulled;
    int workers = 2;
    UnaryOperator<Pipeline.Builder<Long, Resource, Resource>> setup = builder -> builder;
    Step onPull = number -> {};
    Work work = number -> {};
    Step onDeliver = number -> {};

    @Nullable
    Pipeline<Long, Resource, Resource> pipeline;

    Trial(long items) {
        this.items = items;
    }

    /** Something that happens at an item. */
    interface Step {
        void at(long item) throws IOException;
    }

    /** What the stage does with an item. */
    interface Work {
        void at(long item) throws IOException, RejectedItemException;
    }

    static long valueOf(long item) {
        return item * 0x9E3779B97F4A7C15L + 1;
    }

    Pipeline<Long, Resource, Resource> build() {
        Pipeline<Long, Resource, Resource> built = setup.apply(
                        Pipeline.<Long, Resource, Resource>builder(name, scratches::make, outputs::make, this::stage)
                                .workers(workers))
                .build();
        pipeline = built;
        return built;
    }

    /** Runs; also checks, whether it returns or throws, that nothing was left behind. */
    Outcome run() throws IOException {
        Pipeline<Long, Resource, Resource> ready = pipeline == null ? build() : pipeline;
        try {
            return ready.run(this::next, new Watch());
        } finally {
            checkNothingLeft();
        }
    }

    void cancel() {
        Pipeline<Long, Resource, Resource> running = pipeline;
        if (running != null) {
            running.cancel();
        }
    }

    private @Nullable Long next() throws IOException {
        if (pulled == items) {
            return null;
        }
        onPull.at(pulled);
        return pulled++;
    }

    private void stage(Long item, Resource scratch, Resource out) throws IOException, RejectedItemException {
        if (!scratch.isMine()) {
            throw new IllegalStateException("scratch of another worker: item=" + item);
        }
        out.value = 0;
        work.at(item);
        out.value = valueOf(item);
    }

    void checkNothingLeft() {
        assertThat(Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().startsWith("cameo-" + name + "-")))
                .isEmpty();
        assertThat(scratches.closed).hasValue(scratches.made.get());
        assertThat(scratches.closedElsewhere).hasValue(0);
        assertThat(scratches.misuse).hasValue(0);
        assertThat(outputs.closed).hasValue(outputs.made.get());
        assertThat(outputs.misuse).hasValue(0);
    }

    /** Asserts that the sink saw {@code 0 .. count - 1}, in order and once each. */
    void checkPrefix(long count) {
        assertThat(delivered).hasSize(Math.toIntExact(count));
        for (int i = 0; i < count; i++) {
            long seen = delivered.get(i);
            assertThat(seen < 0 ? -1 - seen : seen).isEqualTo(i);
        }
    }

    private final class Watch implements Sink<Long, Resource> {
        private final Thread caller = Thread.currentThread();

        @Override
        public void accept(long sequence, Long item, Resource out) throws IOException {
            assertThat(Thread.currentThread()).isSameAs(caller);
            assertThat(sequence).isEqualTo(item);
            assertThat(out.value).isEqualTo(valueOf(item));
            delivered.add(item);
            onDeliver.at(item);
        }

        @Override
        public void rejected(long sequence, Long item, String reason) throws IOException {
            assertThat(sequence).isEqualTo(item);
            assertThat(reason).isEqualTo("bad: item=" + item);
            delivered.add(-1 - item);
            onDeliver.at(item);
        }
    }
}
