package io.cameo.pipeline;

import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Runs one stage on many threads between a source and a sink: the only class here that starts threads.
 *
 * <pre>{@code
 * Pipeline<Path, Decoder, Pixels> pipeline = Pipeline.builder("decode", Decoder::new, Pixels::new, Decode::file)
 *         .workers(8)
 *         .errorLimit(10)
 *         .build();
 * Outcome outcome = pipeline.run(paths::poll, (sequence, path, pixels) -> write(pixels));
 * }</pre>
 *
 * <p><b>Who runs where.</b> Workers pull the source, one at a time, and run the stage, each with its own scratch, made and
 * closed on its own thread. The sink and the progress run on the thread that called {@link #run}. When that returns or
 * throws, no thread is left, every scratch and every output that is {@link AutoCloseable} has been closed.
 *
 * <p><b>Order.</b> The sink sees items in the order of the source whatever the number of workers, rejected ones in their
 * place among them; {@link Builder#unordered()} gives that up for the order in which they finish.
 *
 * <p><b>Memory.</b> At most {@code window} items are under way, with one reused output each; nothing is allocated per item.
 *
 * <p><b>Bad items.</b> A stage throws {@link RejectedItemException}; the sink is told, and when more come than the error
 * limit tolerates, the run stops after the one that was too many: in order, and so the same for any number of workers.
 *
 * <p><b>Failures.</b> Anything else that is thrown, by source, stage, scratch, output, sink or progress, ends the run at
 * once: nothing more is delivered, and {@link #run} throws that very exception, with what else failed as suppressed.
 *
 * <p><b>Cancel.</b> {@link #cancel()}, or an interrupt of the calling thread, lets each worker finish the item it is at; the
 * sink gets what is done up to the first gap, so what it has seen is a beginning of the source. Workers are never
 * interrupted, because that would close the channels they share: a source or stage that blocks is waited for.
 *
 * <p><b>Pulling.</b> {@link #open} gives the outputs one by one to whoever asks, instead of pushing them into a sink.
 *
 * <p>One object is one run. All methods may be called from any thread.
 */
public final class Pipeline<I, S, O> {
    /** An error limit that nothing exceeds. */
    public static final long UNLIMITED = Long.MAX_VALUE;

    private final Settings<I, S, O> settings;
    private final Slot<I, O>[] slots;
    private final Ring<I, O> ring;
    private final FirstFailure failure = new FirstFailure();
    private final AtomicBoolean started = new AtomicBoolean();
    private volatile boolean cancelled;

    private Pipeline(Settings<I, S, O> settings) {
        this.settings = settings;
        this.slots = Slot.array(settings.window());
        for (int i = 0; i < slots.length; i++) {
            slots[i] = new Slot<>();
        }
        this.ring = new Ring<>(slots, settings.workers(), settings.ordered(), settings.byteLimit());
    }

    /**
     * Sets a pipeline up.
     *
     * @param name what the threads are called: {@code cameo-NAME-0} and so on
     * @param scratches called once on each worker's own thread, where the scratch also is closed if it is
     *     {@link AutoCloseable}
     * @param outputs called on workers' threads, possibly at once, for at most {@code window} outputs that are then
     *     reused; closed on the calling thread if they are {@link AutoCloseable}
     */
    public static <I, S, O> Builder<I, S, O> builder(
            String name,
            Supplier<? extends S> scratches,
            Supplier<? extends O> outputs,
            Stage<? super I, ? super S, ? super O> stage) {
        return new Builder<>(name, scratches, outputs, stage);
    }

    /**
     * Runs everything from the source through the stage into the sink, and returns when no thread is left.
     *
     * <p>If the calling thread was interrupted, its flag is set again when this returns or throws.
     *
     * @throws IOException what source, stage or sink threw; unchecked exceptions and errors likewise pass through
     * @throws IllegalStateException if this object has run before
     */
    public Outcome run(Source<? extends I> source, Sink<? super I, ? super O> sink) throws IOException {
        begin();
        long beginNanos = System.nanoTime();
        Feed<I> feed = new Feed<>(source);
        Delivery<I, O> delivery = new Delivery<>(settings, ring, failure, sink);
        Crew<I, S, O> crew = new Crew<>(settings, feed, ring, failure);
        try {
            settings.progress().started(settings.totalItems());
            crew.start();
            delivery.run();
        } catch (Throwable e) {
            failure.record(e);
        }
        ring.cut();
        if (crew.join()) {
            delivery.noteInterrupt();
        }
        Tap.closeOutputs(slots, failure);
        finishProgress(delivery);
        if (delivery.interrupted()) {
            Thread.currentThread().interrupt();
        }
        failure.rethrow(settings.name());
        boolean askedToStop = cancelled || delivery.interrupted();
        return new Outcome(
                delivery.accepted(),
                delivery.rejected(),
                askedToStop && !delivery.limitExceeded() && !feed.endedBefore(delivery.delivered()),
                delivery.limitExceeded(),
                settings.workers(),
                System.nanoTime() - beginNanos,
                feed.busyNanos(),
                crew.stageNanos(),
                delivery.sinkNanos());
    }

    /**
     * Starts the workers and returns: the caller draws the outputs one by one, where {@link #run} would push them into a
     * sink. Nobody is told of progress.
     *
     * @throws IOException what kept the threads from starting, if it is one; unchecked exceptions and errors pass through
     * @throws IllegalStateException if this object has run before
     */
    public Tap<I, O> open(Source<? extends I> source) throws IOException {
        begin();
        Crew<I, S, O> crew = new Crew<>(settings, new Feed<>(source), ring, failure);
        Tap<I, O> tap = new Tap<>(settings, ring, failure, crew, slots);
        tap.start();
        return tap;
    }

    private void begin() {
        if (!started.compareAndSet(false, true)) {
            throw new IllegalStateException("a pipeline runs once: name=" + settings.name());
        }
    }

    /**
     * Stops taking new items and lets {@link #run} return soon with an outcome that says so; a run that has not begun
     * will deliver nothing. Does not wait. May be called again, and after the end.
     */
    public void cancel() {
        cancelled = true;
        ring.cut();
    }

    private void finishProgress(Delivery<?, ?> delivery) {
        try {
            settings.progress().finished(delivery.delivered(), delivery.rejected());
        } catch (Throwable e) {
            failure.record(e);
        }
    }

    /** What may be said about a pipeline before it runs; one thread at a time. */
    public static final class Builder<I, S, O> {
        private static final int SMALLEST_DEFAULT_WINDOW = 128;
        private static final int DEFAULT_WINDOW_PER_WORKER = 32;

        private final String name;
        private final Supplier<? extends S> scratches;
        private final Supplier<? extends O> outputs;
        private final Stage<? super I, ? super S, ? super O> stage;
        private @Nullable GroupStage<? super I, ? super S, ? super O> groupStage;
        private int groupSize = 1;
        private int workers = Runtime.getRuntime().availableProcessors();
        private int window;
        private boolean ordered = true;
        private long errorLimit;
        private long byteLimit = Long.MAX_VALUE;
        private @Nullable ToLongFunction<? super O> weigher;
        private Progress progress = Progress.NONE;
        private long totalItems = Progress.UNKNOWN;

        private Builder(
                String name,
                Supplier<? extends S> scratches,
                Supplier<? extends O> outputs,
                Stage<? super I, ? super S, ? super O> stage) {
            this.name = Objects.requireNonNull(name);
            this.scratches = Objects.requireNonNull(scratches);
            this.outputs = Objects.requireNonNull(outputs);
            this.stage = Objects.requireNonNull(stage);
        }

        /** How many threads run the stage, besides the calling thread; by default one per processor. */
        public Builder<I, S, O> workers(int count) {
            workers = atLeastOne("workers", count);
            return this;
        }

        /**
         * Gives a worker up to {@code size} items at once, for a stage that is cheaper so; it runs in place of the other. All
         * else is as without: each item has its place in the order, its output and its rejection, and a group is no more than
         * what one worker happens to take. The window should hold several groups for each worker.
         *
         * <p>A limit in bytes is passed by at most one group per worker. A group that a cancel meets is finished.
         */
        public Builder<I, S, O> groups(int size, GroupStage<? super I, ? super S, ? super O> stageOfGroups) {
            groupSize = atLeastOne("group", size);
            groupStage = Objects.requireNonNull(stageOfGroups);
            return this;
        }

        /** How many items may be under way, and how many outputs there are; by default 128, or 32 per worker if more. */
        public Builder<I, S, O> window(int slots) {
            window = atLeastOne("window", slots);
            return this;
        }

        /** Delivers items as they finish, so that a slow one holds nobody back. */
        public Builder<I, S, O> unordered() {
            ordered = false;
            return this;
        }

        /** How many rejected items are tolerated: by default 0, the first one stops the run; or {@link Pipeline#UNLIMITED}. */
        public Builder<I, S, O> errorLimit(long rejects) {
            if (rejects < 0) {
                throw new IllegalArgumentException("negative error limit: errorLimit=" + rejects);
            }
            errorLimit = rejects;
            return this;
        }

        /**
         * Bounds the memory of outputs under way. No item is begun while finished outputs weigh {@code bytes} or more,
         * so the limit is passed by at most one output per worker; a single larger one passes alone. An output that
         * weighs more than {@code bytes / window} is given up after delivery instead of being reused, so that
         * outputs that wait for reuse stay within the limit too.
         *
         * @param weight what an output holds on to, in bytes, asked on the worker after each item, also a rejected one
         */
        public Builder<I, S, O> byteLimit(long bytes, ToLongFunction<? super O> weight) {
            if (bytes < 1) {
                throw new IllegalArgumentException("byte limit must be at least 1: byteLimit=" + bytes);
            }
            byteLimit = bytes;
            weigher = Objects.requireNonNull(weight);
            return this;
        }

        /**
         * Whom to tell how far the run is; by default nobody.
         *
         * @param items how many items the source will give, for display only, or {@link Progress#UNKNOWN}
         */
        public Builder<I, S, O> progress(Progress to, long items) {
            progress = Objects.requireNonNull(to);
            totalItems = items;
            return this;
        }

        /** A pipeline that has not run yet; no thread is started here. */
        public Pipeline<I, S, O> build() {
            int slots = window != 0
                    ? window
                    : Math.clamp((long) DEFAULT_WINDOW_PER_WORKER * workers, SMALLEST_DEFAULT_WINDOW, 1 << 20);
            return new Pipeline<>(new Settings<>(
                    name,
                    scratches,
                    outputs,
                    stage,
                    groupStage,
                    groupSize,
                    workers,
                    slots,
                    ordered,
                    errorLimit,
                    byteLimit,
                    weigher,
                    progress,
                    totalItems));
        }

        private static int atLeastOne(String what, int value) {
            if (value < 1) {
                throw new IllegalArgumentException(what + " must be at least 1: " + what + "=" + value);
            }
            return value;
        }
    }
}
