package io.cameo.loader.matting;

import io.cameo.image.ChannelOrder;
import io.cameo.loader.ErrorPolicy;
import io.cameo.loader.LastBatch;
import io.cameo.loader.Normalization;
import io.cameo.loader.TensorLayout;
import io.cameo.loader.TensorSpec;
import io.cameo.loader.TensorType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What may be said about a loader before it is opened; one thread at a time.
 *
 * <p>Unless told otherwise: every image or frame by itself, in file order, as it is, RGB, in batches of 8 of type uint8 and
 * layout NCHW with 10 slots for people, no masks and no maps; one rank; one worker per processor; the first bad sample fails. The
 * size must be said.
 */
public final class MattingLoaderBuilder {
    /** ImageNet's means and deviations, as R, G, B in samples: what images of float types are scaled by unless told otherwise. */
    public static final Normalization IMAGENET = Normalization.NONE
            .withMean(0.485f * 255, 0.456f * 255, 0.406f * 255)
            .withStd(0.229f * 255, 0.224f * 255, 0.225f * 255);

    private static final int DEFAULT_BATCH = 8;
    private static final int DEFAULT_INSTANCES = 10;
    private static final int MAX_WORKERS = 1 << 10;

    private final List<Path> recs;
    private ClipSampling sampling = ClipSampling.frames();
    private MissingFrames missing = MissingFrames.SPLIT;
    private boolean shuffled;
    private long seed;
    private int rank;
    private int world = 1;
    private LastBatch last = LastBatch.KEEP;
    private int batch = DEFAULT_BATCH;
    private int instances = DEFAULT_INSTANCES;
    private InstanceSlots slots = InstanceSlots.FIRST;
    private @Nullable Boolean anyOfMany;
    private double dropProbability;
    private double leastArea;
    private int alphaFloor;
    private List<MattingStep> steps = List.of();
    private MaskSource masks = MaskSource.none();
    private boolean smallMasks;
    private MapKind maps = MapKind.NONE;
    private TensorLayout layout = TensorLayout.NCHW;
    private TensorType type = TensorType.UINT8;
    private TensorType planeType = TensorType.UINT8;
    private @Nullable Normalization normalization;
    private int widthPx;
    private int heightPx;
    private ErrorPolicy errors = ErrorPolicy.FAIL;
    private int workers = Runtime.getRuntime().availableProcessors();
    private int prefetch;

    MattingLoaderBuilder(List<Path> recs) {
        if (recs.isEmpty()) {
            throw new IllegalArgumentException("a loader needs at least one record file");
        }
        this.recs = List.copyOf(recs);
    }

    /** Which frames a sample has. */
    public MattingLoaderBuilder clips(ClipSampling how) {
        sampling = Objects.requireNonNull(how);
        return this;
    }

    /** What becomes of videos with frames that could not be packed; {@link MissingFrames#SPLIT} by default. */
    public MattingLoaderBuilder missingFrames(MissingFrames policy) {
        missing = Objects.requireNonNull(policy);
        return this;
    }

    /** Every sample once an epoch, in an order drawn among all orders. */
    public MattingLoaderBuilder shuffle(long newSeed) {
        shuffled = true;
        return seed(newSeed);
    }

    /** The seed of all random choices where the order is not one; 0 by default. */
    public MattingLoaderBuilder seed(long newSeed) {
        seed = newSeed;
        return this;
    }

    /** Which part of every epoch this process takes: for any world all of them together are the epoch, each sample once. */
    public MattingLoaderBuilder shard(int newRank, int newWorld) {
        if (newWorld < 1 || newRank < 0 || newRank >= newWorld) {
            throw new IllegalArgumentException("no such rank: rank=" + newRank + ", world=" + newWorld);
        }
        rank = newRank;
        world = newWorld;
        return this;
    }

    /** What becomes of samples that fill no batch; {@link LastBatch#KEEP} by default. */
    public MattingLoaderBuilder last(LastBatch what) {
        last = Objects.requireNonNull(what);
        return this;
    }

    /** Rows of a batch. */
    public MattingLoaderBuilder batch(int rows) {
        batch = atLeast(1, "batch", rows);
        return this;
    }

    /** Rows of a batch, and what images look like. */
    public MattingLoaderBuilder batch(int rows, TensorLayout newLayout, TensorType newType) {
        layout = Objects.requireNonNull(newLayout);
        type = Objects.requireNonNull(newType);
        return batch(rows);
    }

    /**
     * What numbers mattes and masks are: {@link TensorType#UINT8} from 0 to 255, the default, or {@link TensorType#FLOAT32} from
     * 0 to 1, {@code sample * (1 / 255f)}.
     */
    public MattingLoaderBuilder planes(TensorType newType) {
        if (newType != TensorType.UINT8 && newType != TensorType.FLOAT32) {
            throw new IllegalArgumentException("planes are uint8 or float32: actual=" + newType);
        }
        planeType = newType;
        return this;
    }

    /** How images of float types are scaled, channels as R, G, B; {@link #IMAGENET} by default. */
    public MattingLoaderBuilder normalize(Normalization how) {
        if (how.isRandom() || how.isMirrored()) {
            throw new IllegalArgumentException("what mirrors or changes images by chance must be a step: " + how);
        }
        normalization = how;
        return this;
    }

    /** Slots for people: I. Where there are more, any of them stay in single images, and the first ones in clips. */
    public MattingLoaderBuilder instances(int count) {
        instances = atLeast(1, "instances", count);
        return this;
    }

    /** As {@link #instances(int)}, saying whether it is drawn who stays where there are more; else the first do. */
    public MattingLoaderBuilder instances(int count, boolean isDrawn) {
        anyOfMany = isDrawn;
        return instances(count);
    }

    /** Where people stand on the padded axis; {@link InstanceSlots#FIRST} by default. */
    public MattingLoaderBuilder slots(InstanceSlots how) {
        slots = Objects.requireNonNull(how);
        return this;
    }

    /** How often one of several people is left out of all frames of a sample: MaGGIe trains with 0.05 on images, 0.2 on videos. */
    public MattingLoaderBuilder leaveOut(double probability) {
        SizeSteps.requireChance(probability);
        dropProbability = probability;
        return this;
    }

    /**
     * Leaves out whoever has at most this share of the pixels above 127 in every frame, after the steps; a sample in which nobody
     * remains is a bad one. 0 by default, which leaves all in; MaGGIe trains on images with 0.001.
     */
    public MattingLoaderBuilder leastArea(double share) {
        SizeSteps.requireChance(share);
        leastArea = share;
        return this;
    }

    /** Sets alphas below to 0, after the steps: 0 by default, which changes nothing; MaGGIe has 5. */
    public MattingLoaderBuilder alphaFloor(int least) {
        if (least < 0 || least > 255) {
            throw new IllegalArgumentException("not a sample: least=" + least);
        }
        alphaFloor = least;
        return this;
    }

    /** Steps from what is stored to what is in the batch, in this order; {@link MattingSteps} has them. */
    public MattingLoaderBuilder steps(MattingStep... all) {
        return steps(List.of(all));
    }

    /** As {@link #steps(MattingStep...)}. */
    public MattingLoaderBuilder steps(List<MattingStep> all) {
        steps = List.copyOf(all);
        return this;
    }

    /** Where masks come from; none by default. */
    public MattingLoaderBuilder masks(MaskSource source) {
        masks = Objects.requireNonNull(source);
        return this;
    }

    /** Masks an eighth as high and wide as mattes: the upper left pixel of every 8x8 block, as MaGGIe's model takes images. */
    public MattingLoaderBuilder smallMasks() {
        smallMasks = true;
        return this;
    }

    /** Which maps there are; none by default. */
    public MattingLoaderBuilder maps(MapKind kind) {
        maps = Objects.requireNonNull(kind);
        return this;
    }

    /** The size of every image and plane in the batch. What is smaller behind the last step gets black at the bottom and right. */
    public MattingLoaderBuilder size(int newWidthPx, int newHeightPx) {
        widthPx = atLeast(1, "width", newWidthPx);
        heightPx = atLeast(1, "height", newHeightPx);
        return this;
    }

    /** What becomes of samples that cannot be used; {@link ErrorPolicy#FAIL} by default. */
    public MattingLoaderBuilder onError(ErrorPolicy policy) {
        errors = Objects.requireNonNull(policy);
        return this;
    }

    /** How many threads make batches; by default one per processor. */
    public MattingLoaderBuilder workers(int count) {
        if (count > MAX_WORKERS) {
            throw new IllegalArgumentException("too many workers: limit=" + MAX_WORKERS + ", actual=" + count);
        }
        workers = atLeast(1, "workers", count);
        return this;
    }

    /** How many batches are made ahead; by default one more than there are workers. Memory is (prefetch + 1) batches. */
    public MattingLoaderBuilder prefetch(int batches) {
        prefetch = atLeast(1, "prefetch", batches);
        return this;
    }

    /**
     * Opens the files; reads one record of each video where samples are clips. No thread is started before batches are asked for.
     *
     * @throws IllegalArgumentException if what was said does not fit together, or not the data
     * @throws IOException if a file cannot be opened
     * @throws io.cameo.bytes.CorruptDataException if an index or a record that must be looked at is damaged
     */
    public MattingLoader open() throws IOException {
        if (widthPx == 0) {
            throw new IllegalArgumentException("size of a batch's images is not said");
        }
        if (smallMasks && (widthPx < 8 || heightPx < 8)) {
            throw new IllegalArgumentException(
                    "nothing is left of an eighth: width=" + widthPx + ", height=" + heightPx);
        }
        boolean isFloat = type == TensorType.FLOAT32 || type == TensorType.FLOAT16;
        Normalization scale = normalization != null ? normalization : isFloat ? IMAGENET : Normalization.NONE;
        boolean isDrawn = anyOfMany != null ? anyOfMany : sampling instanceof ClipSampling.Frames;
        return MattingLoader.open(new MattingSettings(
                recs,
                sampling,
                missing,
                shuffled,
                seed,
                rank,
                world,
                last,
                batch,
                instances,
                slots,
                isDrawn,
                dropProbability,
                leastArea,
                alphaFloor,
                steps,
                masks,
                smallMasks,
                maps,
                new TensorSpec(layout, type, ChannelOrder.RGB, heightPx, widthPx),
                planeType,
                scale,
                errors,
                workers,
                prefetch != 0 ? prefetch : workers + 1));
    }

    private static int atLeast(int least, String what, int value) {
        if (value < least) {
            throw new IllegalArgumentException(what + " must be at least " + least + ": actual=" + value);
        }
        return value;
    }
}
