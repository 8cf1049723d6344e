package io.cameo.loader.matting;

import io.cameo.loader.BatchTicket;
import io.cameo.loader.Draws;
import io.cameo.loader.EpochPlan;
import io.cameo.loader.EpochRun;
import io.cameo.loader.Position;
import io.cameo.loader.SampleOrder;
import io.cameo.pipeline.Pipeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Batches of images or clips, with mattes and masks on a padded axis of people, out of the records of {@code cameo matting pack}.
 *
 * <pre>{@code
 * try (MattingLoader loader = MattingLoader.of(Path.of("v-him.rec"))
 *         .clips(ClipSampling.randomSubset(8, 5))
 *         .steps(MattingSteps.videoTraining())
 *         .masks(MaskSource.coarse(CoarseMask.Settings.VIDEO))
 *         .maps(MapKind.MOTION)
 *         .shuffle(seed).shard(rank, world)
 *         .batch(4, TensorLayout.NCHW, TensorType.FLOAT32)
 *         .size(512, 512)
 *         .open()) {
 *     for (MattingBatch batch : loader.epoch(3)) {
 *         train(batch.images(), batch.alphas(), batch.masks(), batch.validity());
 *     }
 *     byte[] token = loader.position().toBytes();
 * }
 * }</pre>
 *
 * <p><b>Order.</b> Which samples come, in which order and with which random choices is a function of seed, epoch and data: the
 * same for any number of workers, and over all ranks together the same for any world. {@link #position()} holds it, and {@link
 * #resume} goes on there, exactly.
 *
 * <p><b>Memory.</b> Prefetch + 1 batches off the heap, allocated when first needed and used until {@link #close()}; see {@link
 * MattingBatch} for how long one may be read.
 *
 * <p><b>Threads.</b> One thread draws batches; workers make the next ones meanwhile, a whole batch each. {@link #close()} and
 * {@link #position()} may be called from any thread.
 */
public final class MattingLoader implements AutoCloseable {
    private final MattingSettings settings;
    private final ClipIndex index;
    private final BatchShape shape;
    private final MattingPool pool;
    private final String identity;
    private final long settingsHash;
    // Guarded by this.
    private @Nullable MattingIterator running;
    private boolean closed;
    private volatile @Nullable Position position;

    private MattingLoader(MattingSettings settings, ClipIndex index) {
        this.settings = settings;
        this.index = index;
        shape = BatchShape.of(settings);
        pool = new MattingPool(shape);
        identity = settings.identity();
        settingsHash = Draws.hash(identity);
    }

    /** Sets a loader up over one or more record files, which are read one behind the other. */
    public static MattingLoaderBuilder of(Path... recs) {
        return new MattingLoaderBuilder(List.of(recs));
    }

    /** Sets a loader up over one or more record files, which are read one behind the other. */
    public static MattingLoaderBuilder of(List<Path> recs) {
        return new MattingLoaderBuilder(recs);
    }

    static MattingLoader open(MattingSettings settings) throws IOException {
        ClipIndex index = new ClipIndex(settings.recs(), settings.sampling(), settings.missing());
        try {
            if (index.size() == 0) {
                throw new IllegalArgumentException("no samples: files=" + settings.recs());
            }
            return new MattingLoader(settings, index);
        } catch (Throwable failure) {
            index.close();
            throw failure;
        }
    }

    /** How many samples, images or clips, an epoch has on all ranks together. */
    public long samples() {
        return index.size();
    }

    /** The batches of one epoch, from 0. Any epoch may be asked for, in any order. */
    public MattingBatches epoch(long epoch) {
        return epochs(epoch, epoch + 1);
    }

    /**
     * The batches of several epochs, one behind the other without a pause between.
     *
     * @param endEpoch the first one that is not wanted; {@link Long#MAX_VALUE} for no end
     */
    public MattingBatches epochs(long firstEpoch, long endEpoch) {
        return batches(plan(firstEpoch, 0), endEpoch);
    }

    /**
     * What is left of an epoch behind a position: the very batches that would have followed, whatever the number of workers
     * then and now.
     *
     * @throws IllegalArgumentException if the position is of other data or other settings
     */
    public MattingBatches resume(Position from) {
        return resume(from, from.epoch() + 1);
    }

    /**
     * As {@link #resume(Position)}, and all epochs that follow.
     *
     * @param endEpoch the first one that is not wanted; {@link Long#MAX_VALUE} for no end
     */
    public MattingBatches resume(Position from, long endEpoch) {
        from.requireOf(index.fingerprint(), settings.recs(), settingsHash, identity);
        return batches(plan(from.epoch(), from.unitsDone()), endEpoch);
    }

    /**
     * Where the run is: behind the batch that was drawn last, or where the last {@link MattingBatches} begin of which none was
     * drawn yet; at the beginning where there are none.
     */
    public Position position() {
        Position known = position;
        return known == null ? positionAt(0, 0) : known;
    }

    /**
     * Ends what runs and frees everything: no thread, no memory and no mapping is left. Batches are over, also for a thread that
     * reads one. Closing twice does nothing.
     *
     * @throws IOException what failed on a worker and nobody has seen; unchecked exceptions likewise
     */
    @Override
    public void close() throws IOException {
        MattingIterator last;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            last = running;
            running = null;
        }
        try (ClipIndex _ = index;
                MattingPool _ = pool) {
            if (last != null) {
                last.close();
            }
        }
    }

    synchronized MattingIterator begin(EpochRun run) {
        if (closed) {
            throw new IllegalStateException("loader is closed: files=" + settings.recs());
        }
        try {
            MattingIterator last = running;
            if (last != null) {
                running = null;
                last.close();
            }
            var pipeline = Pipeline.<BatchTicket, MattingStage.Tools, MattingMemory>builder(
                            "matting",
                            () -> new MattingStage.Tools(index, settings, shape),
                            pool::take,
                            new MattingStage(index, settings.errors()))
                    .workers(settings.workers())
                    .window(settings.prefetch() + 1)
                    .build();
            MattingIterator begun = new MattingIterator(pipeline.open(run.tickets()), this, run.batches());
            running = begun;
            position = positionAt(run.first().epoch(), run.first().unitsAfter(0));
            return begun;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private MattingBatches batches(EpochPlan first, long endEpoch) {
        return new MattingBatches(this, new EpochRun(first, endEpoch, epoch -> plan(epoch, 0)));
    }

    private EpochPlan plan(long epoch, long samplesDone) {
        long samples = index.size();
        if (samplesDone > samples) {
            throw new IllegalArgumentException(
                    "position lies behind the epoch: samples=" + samples + ", actual=" + samplesDone);
        }
        SampleOrder order = settings.shuffled()
                ? SampleOrder.shuffled(samples, settings.seed(), epoch)
                : SampleOrder.inFileOrder(samples, settings.seed(), epoch);
        return new EpochPlan(
                order, epoch, samplesDone, settings.rank(), settings.world(), settings.batch(), settings.last());
    }

    Position positionAt(long epoch, long samplesDone) {
        return new Position(epoch, samplesDone, index.fingerprint(), settingsHash);
    }

    /** Notes how far a run is, unless another has begun meanwhile. */
    synchronized void drawn(MattingIterator by, Position at) {
        if (running == by) {
            position = at;
        }
    }
}
