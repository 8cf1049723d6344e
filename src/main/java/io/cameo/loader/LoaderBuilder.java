package io.cameo.loader;

import io.cameo.compute.DeviceSettings;
import io.cameo.image.ChannelOrder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.DoublePredicate;
import org.jspecify.annotations.Nullable;

/**
 * What may be said about a loader before it is opened; one thread at a time.
 *
 * <p>Unless told otherwise: all images of the files in file order, as they are, RGB, in batches of 64 of type uint8 and
 * layout NHWC, of the size of the first one, with one label each; one rank; one worker per processor; the first bad sample
 * fails.
 */
public final class LoaderBuilder {
    private static final int DEFAULT_BATCH = 64;
    private static final int MAX_WORKERS = 1 << 10;

    private final List<Path> recs;
    private @Nullable DoublePredicate labels;
    private Sampling sampling = new Sampling.InFileOrder();
    private long seed;
    private long samplesPerEpoch;
    private int rank;
    private int world = 1;
    private LastBatch last = LastBatch.KEEP;
    private ChannelOrder channels = ChannelOrder.RGB;
    private @Nullable Augment augment;
    private int leastDecodedPx;
    private Normalization normalization = Normalization.NONE;
    private int batch = DEFAULT_BATCH;
    private TensorLayout layout = TensorLayout.NHWC;
    private TensorType type = TensorType.UINT8;
    private int widthPx;
    private int heightPx;
    private int labelWidth = 1;
    private ErrorPolicy errors = ErrorPolicy.FAIL;
    private int workers = Runtime.getRuntime().availableProcessors();
    private int prefetch;
    private boolean timed;
    private DeviceSettings device = DeviceSettings.CPU;

    LoaderBuilder(List<Path> recs) {
        if (recs.isEmpty()) {
            throw new IllegalArgumentException("a loader needs at least one record file");
        }
        this.recs = List.copyOf(recs);
    }

    /** Only images whose first label passes. All labels must be known then: see {@link #balanced}. */
    public LoaderBuilder labels(DoublePredicate wanted) {
        labels = Objects.requireNonNull(wanted);
        return this;
    }

    /**
     * Every sample once an epoch, in an order drawn among all orders, another one in every epoch. Takes no memory for more
     * than 65,536 samples, and 256 KiB for fewer.
     *
     * @param newSeed of this and of all other random choices
     */
    public LoaderBuilder shuffle(long newSeed) {
        sampling = new Sampling.Shuffled();
        return seed(newSeed);
    }

    /**
     * Identities (images with one label) in turn instead, each as often as any other: in every cycle through all of them each
     * comes once, in a new order, with another of its images until all were there.
     *
     * <p>All labels must be known: they are where an {@code .ids} lies beside the record file; else opening reads the head of
     * every record.
     */
    public LoaderBuilder balanced(long newSeed) {
        sampling = new Sampling.ByIdentity(1, 1);
        return seed(newSeed);
    }

    /**
     * Batches of P identities with K images each, side by side; the identities of a batch differ, and so do the images of one
     * that has at least K. Each rank gets whole batches. The batch size must be P * K.
     */
    public LoaderBuilder groups(int identities, int imagesOfEach, long newSeed) {
        Math.multiplyExact(atLeast(1, "identities", identities), atLeast(1, "images", imagesOfEach));
        sampling = new Sampling.ByIdentity(identities, imagesOfEach);
        return seed(newSeed);
    }

    /** The seed of all random choices where the order is not one; 0 by default. */
    public LoaderBuilder seed(long newSeed) {
        seed = newSeed;
        return this;
    }

    /** How long an epoch is where identities are sampled; by default as many samples as there are. */
    public LoaderBuilder samplesPerEpoch(long samples) {
        if (samples < 1) {
            throw new IllegalArgumentException("an epoch must have a sample: samples=" + samples);
        }
        samplesPerEpoch = samples;
        return this;
    }

    /**
     * Which part of every epoch this process takes. For any world the parts of all ranks together are the epoch, no sample
     * twice and none lost.
     */
    public LoaderBuilder shard(int newRank, int newWorld) {
        if (newWorld < 1 || newRank < 0 || newRank >= newWorld) {
            throw new IllegalArgumentException("no such rank: rank=" + newRank + ", world=" + newWorld);
        }
        rank = newRank;
        world = newWorld;
        return this;
    }

    /** What becomes of samples that fill no batch; {@link LastBatch#KEEP} by default. */
    public LoaderBuilder last(LastBatch what) {
        last = Objects.requireNonNull(what);
        return this;
    }

    /** RGB by default. */
    public LoaderBuilder channels(ChannelOrder order) {
        channels = Objects.requireNonNull(order);
        return this;
    }

    /** Steps from the decoded image to the sample, in this order; random choices are keyed by seed, epoch and key. */
    public LoaderBuilder augment(Augment... steps) {
        augment = steps.length == 1 ? steps[0] : Augments.chain(steps);
        return this;
    }

    /**
     * Makes large JPEGs smaller while they are decoded: by the largest of 2, 4 and 8 that leaves the shorter side at least so
     * many pixels, else not at all. That is several times faster where photographs become small samples, and gives other pixels
     * than decoding all of them: each is the mean of a block, as far as the transform goes. So it is off by default, and steps
     * do what they always do, to the smaller image.
     *
     * @param leastShortSidePx what the first step needs: for {@link Augments#resizeShort} its size
     */
    public LoaderBuilder scaledDecode(int leastShortSidePx) {
        leastDecodedPx = atLeast(1, "shorter side", leastShortSidePx);
        return this;
    }

    /** {@code (pixel - mean) / std} for all channels; for float types. */
    public LoaderBuilder normalize(float mean, float std) {
        return normalize(Normalization.NONE.withMean(mean, mean, mean).withStd(std, std, std));
    }

    /** The last step; for {@link TensorType#UINT8} only its mirror counts. */
    public LoaderBuilder normalize(Normalization how) {
        normalization = Objects.requireNonNull(how);
        return this;
    }

    /** Rows of a batch. */
    public LoaderBuilder batch(int rows) {
        batch = atLeast(1, "batch", rows);
        return this;
    }

    /** Rows of a batch, and what they look like. */
    public LoaderBuilder batch(int rows, TensorLayout newLayout, TensorType newType) {
        layout = Objects.requireNonNull(newLayout);
        type = Objects.requireNonNull(newType);
        return batch(rows);
    }

    /** The size that every image has behind the last step of augmentation; by default that of the first sample. */
    public LoaderBuilder size(int newWidthPx, int newHeightPx) {
        widthPx = atLeast(1, "width", newWidthPx);
        heightPx = atLeast(1, "height", newHeightPx);
        return this;
    }

    /** How many labels of each record are wanted; one by default. A record with fewer is a bad sample. */
    public LoaderBuilder labelWidth(int count) {
        labelWidth = atLeast(1, "label width", count);
        return this;
    }

    public LoaderBuilder onError(ErrorPolicy policy) {
        errors = Objects.requireNonNull(policy);
        return this;
    }

    /** How many threads make batches; by default one per processor. */
    public LoaderBuilder workers(int count) {
        if (count > MAX_WORKERS) {
            throw new IllegalArgumentException("too many workers: limit=" + MAX_WORKERS + ", actual=" + count);
        }
        workers = atLeast(1, "workers", count);
        return this;
    }

    /**
     * How many batches are made ahead; by default one more than there are workers, so that all are busy while one batch waits.
     * Memory is (prefetch + 1) batches.
     */
    public LoaderBuilder prefetch(int batches) {
        prefetch = atLeast(1, "prefetch", batches);
        return this;
    }

    /** Has workers look at the clock between the steps of each sample, which costs some 50 ns: see {@link Batch#nanos}. */
    public LoaderBuilder timed() {
        timed = true;
        return this;
    }

    /**
     * On what images become rows: normalised, mirrored, laid out. Rows that a decoder writes by itself (uint8, NHWC, not
     * mirrored) stay the CPU's, and so does decoding; portions are the batches. Changes no bit of them. By default the CPU.
     */
    public LoaderBuilder device(DeviceSettings where) {
        device = Objects.requireNonNull(where);
        return this;
    }

    /**
     * Opens the files. No thread is started before batches are asked for.
     *
     * @throws IllegalArgumentException if what was said does not fit together, or not the data, or a GPU that was asked for
     *     is not there
     * @throws IOException if a file cannot be opened
     * @throws io.cameo.bytes.CorruptDataException if an index or a record that must be looked at is damaged
     */
    public Loader open() throws IOException {
        int unit = sampling.unitSamples();
        if (unit > 1 && batch != unit) {
            throw new IllegalArgumentException(
                    "a batch must be the identities times the images of each: expected=" + unit + ", actual=" + batch);
        }
        if (samplesPerEpoch != 0 && !sampling.needsIdentities()) {
            throw new IllegalArgumentException(
                    "samples per epoch are for sampling by identity; else every sample comes once");
        }
        int ahead = prefetch != 0 ? prefetch : workers + 1;
        return Loader.open(new LoaderSettings(
                recs,
                labels,
                sampling,
                seed,
                samplesPerEpoch,
                rank,
                world,
                last,
                new SampleLook(channels, augment, normalization, leastDecodedPx),
                batch,
                layout,
                type,
                widthPx,
                heightPx,
                labelWidth,
                errors,
                workers,
                ahead,
                timed,
                device));
    }

    private static int atLeast(int least, String what, int value) {
        if (value < least) {
            throw new IllegalArgumentException(what + " must be at least " + least + ": actual=" + value);
        }
        return value;
    }
}
