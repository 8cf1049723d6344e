package io.cameo.loader;

import io.cameo.compute.DeviceReport;
import io.cameo.compute.DeviceRun;
import io.cameo.compute.SampleRandom;
import io.cameo.image.BadImageException;
import io.cameo.pipeline.Pipeline;
import io.cameo.record.RecordView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Batches for training out of record files.
 *
 * <pre>{@code
 * try (Loader loader = Loader.of(Path.of("train.rec"))
 *         .shuffle(seed)
 *         .shard(rank, world)
 *         .augment(Augments.randomMirror())
 *         .normalize(127.5f, 127.5f)
 *         .batch(256, TensorLayout.NCHW, TensorType.FLOAT32)
 *         .open()) {
 *     for (Batch batch : loader.epoch(3)) {
 *         train(batch.images(), batch.labels());
 *     }
 *     byte[] token = loader.position().toBytes();
 * }
 * }</pre>
 *
 * <p><b>Order.</b> Which samples come, in which order and with which random choices is a function of seed, epoch and data: the
 * same for any number of workers, and over all ranks together the same for any world. {@link #position()} holds it in 40
 * bytes, and {@link #resume} goes on there, exactly.
 *
 * <p><b>Memory.</b> Prefetch + 1 batches off the heap, allocated when first needed and used until {@link #close()}; see {@link
 * Batch} for how long one may be read. Nothing is allocated per sample, but for images other than JPEG.
 *
 * <p><b>Threads.</b> One thread draws batches; workers make the next ones meanwhile, a whole batch each. {@link #close()} and
 * {@link #position()} may be called from any thread.
 */
public final class Loader implements AutoCloseable {
    private final LoaderSettings settings;
    private final SampleFiles files;
    private final @Nullable Identities identities;
    private final TensorSpec spec;
    private final BatchPool pool;
    private final DeviceRun device;
    private final String identity;
    private final long settingsHash;
    // Guarded by this.
    private @Nullable BatchIterator running;
    private boolean closed;
    private volatile @Nullable Position position;

    private Loader(
            LoaderSettings settings,
            SampleFiles files,
            @Nullable Identities identities,
            TensorSpec spec,
            DeviceRun device) {
        this.settings = settings;
        this.device = device;
        this.files = files;
        this.identities = identities;
        this.spec = spec;
        pool = new BatchPool(spec, settings.batch(), settings.labelWidth());
        identity = settings.identity(spec);
        settingsHash = Draws.hash(identity);
    }

    /** Sets a loader up over one or more record files, which are read one behind the other. */
    public static LoaderBuilder of(Path... recs) {
        return new LoaderBuilder(List.of(recs));
    }

    /** Sets a loader up over one or more record files, which are read one behind the other. */
    public static LoaderBuilder of(List<Path> recs) {
        return new LoaderBuilder(recs);
    }

    static Loader open(LoaderSettings settings) throws IOException {
        Sampling sampling = settings.sampling();
        SampleFiles files = new SampleFiles(settings.recs(), settings.labels(), sampling.needsIdentities());
        try {
            if (files.size() == 0) {
                throw new IllegalArgumentException("no samples: files=" + settings.recs());
            }
            Identities identities = sampling.needsIdentities() ? files.identities() : null;
            if (sampling instanceof Sampling.ByIdentity byIdentity && identities != null) {
                byIdentity.requireEnough(identities);
            }
            TensorSpec spec = spec(settings, files);
            return new Loader(settings, files, identities, spec, settings.beginDevice(spec));
        } catch (Throwable failure) {
            files.close();
            throw failure;
        }
    }

    private static TensorSpec spec(LoaderSettings settings, SampleFiles files) {
        int widthPx = settings.widthPx();
        int heightPx = settings.heightPx();
        if (widthPx == 0) {
            RecordView view = new RecordView();
            int first = files.fileOf(0);
            files.read(first, 0, view);
            SampleRandom random = new SampleRandom();
            random.reset(settings.seed(), 0, files.key(first, 0));
            try {
                int[] size = RowWriter.sizeOf(view, settings.look(), random);
                widthPx = size[0];
                heightPx = size[1];
            } catch (BadImageException bad) {
                throw new IllegalArgumentException(
                        "size is not known, because the first sample cannot be used; say it: file="
                                + files.file(first).path() + ", offset=" + view.offsetBytes() + ", reason="
                                + bad.reason(),
                        bad);
            }
        }
        return new TensorSpec(
                settings.layout(), settings.type(), settings.look().channels(), heightPx, widthPx);
    }

    /** What one image of a batch looks like. */
    public TensorSpec spec() {
        return spec;
    }

    /** On what batches were computed so far, counted in rows. */
    public DeviceReport device() {
        return device.report();
    }

    /** How many samples there are to choose from, on all ranks together. */
    public long samples() {
        return files.size();
    }

    /** The batches of one epoch, from 0. Any epoch may be asked for, in any order. */
    public Batches epoch(long epoch) {
        return epochs(epoch, epoch + 1);
    }

    /**
     * The batches of several epochs, one behind the other without a pause between.
     *
     * @param endEpoch the first one that is not wanted; {@link Long#MAX_VALUE} for no end
     */
    public Batches epochs(long firstEpoch, long endEpoch) {
        return batches(plan(firstEpoch, 0), endEpoch);
    }

    /**
     * What is left of an epoch behind a position: the very batches that would have followed, whatever the number of workers
     * then and now.
     *
     * @throws IllegalArgumentException if the position is of other data or other settings
     */
    public Batches resume(Position from) {
        return resume(from, from.epoch() + 1);
    }

    /**
     * As {@link #resume(Position)}, and all epochs that follow.
     *
     * @param endEpoch the first one that is not wanted; {@link Long#MAX_VALUE} for no end
     */
    public Batches resume(Position from, long endEpoch) {
        from.requireOf(files.fingerprint(), settings.recs(), settingsHash, identity);
        return batches(plan(from.epoch(), from.unitsDone()), endEpoch);
    }

    /**
     * Where the run is: behind the batch that was drawn last, or where the last {@link Batches} begin of which none was drawn
     * yet; at the beginning where there are none.
     *
     * @throws IllegalStateException if a step of augmentation has no text that could be compared: {@link Augments#named}
     */
    public Position position() {
        Position known = position;
        Position here = known == null ? new Position(0, 0, files.fingerprint(), settingsHash) : known;
        if (!settings.look().isNamed()) {
            throw new IllegalStateException("a step of augmentation has no name of its own, so that no run could be"
                    + " resumed; give it one by Augments.named: augment="
                    + settings.look().augment());
        }
        return here;
    }

    /**
     * Ends what runs and frees everything: no thread, no memory and no mapping is left. Batches are over, also for a thread that
     * reads one: it gets an {@link IllegalStateException}. The memory of {@link Batch#lend() lent} batches is freed with the
     * last loan. Closing twice does nothing.
     *
     * @throws IOException what failed on a worker and nobody has seen; unchecked exceptions likewise
     * @throws IllegalStateException if native code of somebody else's is reading a batch
     */
    @Override
    public void close() throws IOException {
        BatchIterator last;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            last = running;
            running = null;
        }
        try (SampleFiles _ = files;
                BatchPool _ = pool) {
            if (last != null) {
                last.close();
            }
        }
    }

    synchronized BatchIterator begin(EpochRun run) {
        if (closed) {
            throw new IllegalStateException("loader is closed: files=" + settings.recs());
        }
        try {
            BatchIterator last = running;
            if (last != null) {
                last.makeWay();
                running = null;
                last.close();
            }
            BatchStage stage = new BatchStage(
                    files,
                    settings.errors(),
                    settings.seed(),
                    settings.sampling().needsIdentities());
            var pipeline = Pipeline.<BatchTicket, BatchStage.Tools, BatchMemory>builder(
                            "loader",
                            () -> new BatchStage.Tools(
                                    settings.look(),
                                    spec,
                                    settings.timed(),
                                    device,
                                    settings.device(),
                                    settings.batch()),
                            pool::take,
                            stage)
                    .workers(settings.workers())
                    .window(settings.prefetch() + 1)
                    .build();
            BatchIterator begun = new BatchIterator(pipeline.open(run.tickets()), this, run.batches());
            running = begun;
            position = positionAt(run.first().epoch(), run.first().unitsAfter(0));
            return begun;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Batches batches(EpochPlan first, long endEpoch) {
        return new Batches(this, new EpochRun(first, endEpoch, epoch -> plan(epoch, 0)));
    }

    private EpochPlan plan(long epoch, long unitsDone) {
        SampleOrder order = order(epoch);
        if (unitsDone > order.units()) {
            throw new IllegalArgumentException(
                    "position lies behind the epoch: units=" + order.units() + ", actual=" + unitsDone);
        }
        return new EpochPlan(
                order, epoch, unitsDone, settings.rank(), settings.world(), settings.batch(), settings.last());
    }

    private SampleOrder order(long epoch) {
        long samples = files.size();
        return switch (settings.sampling()) {
            case Sampling.InFileOrder() -> SampleOrder.inFileOrder(samples, settings.seed(), epoch);
            case Sampling.Shuffled() -> SampleOrder.shuffled(samples, settings.seed(), epoch);
            case Sampling.ByIdentity(int perUnit, int perIdentity) -> {
                if (identities == null) {
                    throw new IllegalStateException("identities are not known: files=" + settings.recs());
                }
                long wanted = settings.samplesPerEpoch() == 0 ? samples : settings.samplesPerEpoch();
                long units = Math.max(1, wanted / ((long) perUnit * perIdentity));
                yield new IdentityOrder(identities, units, perUnit, perIdentity, settings.seed(), epoch);
            }
        };
    }

    Position positionAt(long epoch, long unitsDone) {
        return new Position(epoch, unitsDone, files.fingerprint(), settingsHash);
    }

    /** Notes how far a run is, unless another has begun meanwhile. */
    synchronized void drawn(BatchIterator by, Position at) {
        if (running == by) {
            position = at;
        }
    }
}
