package io.cameo.loader.djl;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.dataset.Batch;
import ai.djl.training.dataset.RandomAccessDataset;
import ai.djl.training.dataset.Record;
import ai.djl.training.dataset.Sampler;
import ai.djl.util.Progress;
import io.cameo.loader.SampleFormat;
import io.cameo.loader.TensorSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The images of a record file as a data set of DJL, which chooses and shuffles: any number by any index, split at will.
 *
 * <pre>{@code
 * try (RecordDataset faces = RecordDataset.builder()
 *         .setRecords(Path.of("train.rec"))
 *         .setFormat(SampleFormat.face(112, 112))
 *         .setSampling(128, true)
 *         .build()) {
 *     RandomAccessDataset[] parts = faces.randomSplit(9, 1);
 *     EasyTrain.fit(trainer, epochs, parts[0], parts[1]);
 * }
 * }</pre>
 *
 * <p><b>Samples</b> are the images in file order, without the records by which InsightFace's layouts say who is who. One has one
 * data array, of type and layout as the format says (uint8 or float32; NCHW or NHWC without N), and one label array: float32, a
 * scalar, or {@code [label width]} if more than one is wanted. A batch has N of them in front.
 *
 * <p><b>Batches</b> of this and of all parts of it are decoded into one array at once, on the thread that asks, or on those of
 * the executor that DJL was given. With a transform of single samples, or another batchifier, DJL's own way is taken, which needs
 * an engine that can stack. For augmentation, resuming and all processors without an executor see {@link LoaderDataset}.
 *
 * <p><b>Ownership.</b> Arrays belong to the manager that was given, and hold copies: they outlive this. The file is open from
 * {@link Builder#build()} to {@link #close()}, for all parts together; closing a part closes nothing. Any number of threads may
 * read. Bad samples throw {@link io.cameo.bytes.CorruptDataException}, which DJL wraps where it was on an executor.
 */
public final class RecordDataset extends RandomAccessDataset implements AutoCloseable {
    private final RecordSamples samples;
    /** Which images of the file a part has; null for all. */
    private final long @Nullable [] part;

    private RecordDataset(Builder builder, RecordSamples samples, long @Nullable [] part) {
        super(builder);
        this.samples = samples;
        this.part = part;
    }

    public static Builder builder() {
        return new Builder();
    }

    @Override
    public Record get(NDManager manager, long index) {
        return read(manager, List.of(index), false);
    }

    /** Several samples, side by side in one array. */
    Record rows(NDManager manager, List<Long> indices) {
        return read(manager, indices, true);
    }

    private Record read(NDManager manager, List<Long> indices, boolean stacked) {
        TensorSpec spec = samples.format().spec();
        int rows = indices.size();
        long[] sides = Arrays.copyOfRange(spec.shape(1), 1, 4);
        long[] labelSides = samples.labelWidth() == 1 ? new long[0] : new long[] {samples.labelWidth()};
        DataType type = LoaderIterator.typeOf(spec.type());
        ArrayMemory pixels = ArrayMemory.allocate(manager, type, stacked ? behind(rows, sides) : sides);
        ArrayMemory labels =
                ArrayMemory.allocate(manager, DataType.FLOAT32, stacked ? behind(rows, labelSides) : labelSides);
        for (int row = 0; row < rows; row++) {
            samples.read(image(indices.get(row)), pixels.memory(), labels.memory(), row);
        }
        return new Record(new NDList(pixels.finish()), new NDList(labels.finish()));
    }

    private static long[] behind(long first, long[] sides) {
        return LongStream.concat(LongStream.of(first), LongStream.of(sides)).toArray();
    }

    private int image(long index) {
        if (index < 0 || index >= size()) {
            throw new IndexOutOfBoundsException("no such sample: index=" + index + ", samples=" + size());
        }
        return Math.toIntExact(part == null ? index : part[(int) index]);
    }

    @Override
    protected long availableSize() {
        return part == null ? samples.count() : part.length;
    }

    /** Batches as another sampler says; of the samplers of DJL those that count to {@link #size()}. */
    @Override
    public Iterable<Batch> getData(NDManager manager, Sampler how, @Nullable ExecutorService executor) {
        RecordIterable.Look look =
                new RecordIterable.Look(dataBatchifier, labelBatchifier, pipeline, targetPipeline, device);
        return new RecordIterable(this, manager, how, look, executor, prefetchNumber);
    }

    /** Does nothing: the file is open, and nothing is read ahead. */
    @Override
    public void prepare(@Nullable Progress progress) {
        if (progress != null) {
            progress.reset("Preparing", 1);
            progress.end();
        }
    }

    @Override
    protected RandomAccessDataset newSubDataset(int[] indices, int from, int to) {
        return part(LongStream.range(from, to).map(i -> indices[(int) i]).toArray());
    }

    @Override
    protected RandomAccessDataset newSubDataset(List<Long> subIndices) {
        return part(subIndices.stream().mapToLong(Long::longValue).toArray());
    }

    private RecordDataset part(long[] indices) {
        Builder same = new Builder();
        same.setSampling(sampler).optDataBatchifier(dataBatchifier).optLabelBatchifier(labelBatchifier);
        same.look(this);
        long[] images = LongStream.of(indices).map(this::image).toArray();
        return new RecordDataset(same, samples, images);
    }

    /** Closes the file; a part of another set closes nothing. Closing twice does nothing. */
    @Override
    public void close() {
        if (part == null) {
            samples.close();
        }
    }

    /** How a data set is made; what {@code set} says is needed, what {@code opt} says is not. One thread at a time. */
    public static final class Builder extends BaseBuilder<Builder> {
        private @Nullable Path rec;
        private @Nullable SampleFormat format;
        private int labelWidth = 1;

        private Builder() {}

        /** The record file, with its index beside it. */
        public Builder setRecords(Path file) {
            rec = file;
            return this;
        }

        /** What images become; those of another size are resized. */
        public Builder setFormat(SampleFormat wanted) {
            format = wanted;
            return this;
        }

        /** How many labels of each record are wanted; one by default. A record with fewer is damaged. */
        public Builder optLabelWidth(int count) {
            if (count < 1) {
                throw new IllegalArgumentException("label width must be at least 1: actual=" + count);
            }
            labelWidth = count;
            return this;
        }

        /**
         * Opens the file.
         *
         * @throws IOException if it cannot be opened
         * @throws io.cameo.bytes.CorruptDataException if its index, or a record that must be looked at, is damaged
         */
        public RecordDataset build() throws IOException {
            Objects.requireNonNull(rec, "the record file must be set");
            Objects.requireNonNull(format, "the format must be set");
            getSampler(); // throws where there is none, before a file is open
            return new RecordDataset(this, RecordSamples.open(rec, format, labelWidth), null);
        }

        private void look(RecordDataset other) {
            pipeline = other.pipeline;
            targetPipeline = other.targetPipeline;
            prefetchNumber = other.prefetchNumber;
            device = other.device;
        }

        @Override
        protected Builder self() {
            return this;
        }
    }
}
