package io.cameo.loader.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.cameo.loader.Batch;
import io.cameo.loader.BatchLoan;
import io.cameo.loader.TensorType;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * The images of a batch as an input of an ONNX Runtime session. Nothing is copied: the tensor is the memory of the batch.
 *
 * <pre>{@code
 * for (Batch batch : loader.epoch(0)) {
 *     try (BatchTensor images = BatchTensor.of(environment, batch);
 *             OrtSession.Result result = images.run(session, "input")) {
 *         use(result, batch.keys());
 *     }
 * }
 * }</pre>
 *
 * <p><b>Ownership.</b> The memory is the loader's; this holds a {@link Batch#lend() loan} of it, so that it is neither written
 * nor freed before {@link #close()}: with one open, drawing the next batch throws {@link IllegalStateException}, and memory of a
 * loader that is closed stays until then. {@link #run} is safe in any order; {@link #tensor()} is for models of several inputs,
 * and then the order is the caller's to keep.
 *
 * <p><b>Type and shape</b> as {@link Batch#spec()} says: uint8, int8, float32 or float16; {@code [rows, channels, height,
 * width]} or {@code [rows, height, width, channels]}. Any number of sessions and threads may read one.
 */
public final class BatchTensor implements AutoCloseable {
    private final BatchLoan loan;
    /** Runs share it; closing excludes them. */
    private final ReadWriteLock runs = new ReentrantReadWriteLock();
    // Guarded by runs.
    private @Nullable OnnxTensor tensor;

    private BatchTensor(BatchLoan loan, OnnxTensor tensor) {
        this.loan = loan;
        this.tensor = tensor;
    }

    /**
     * All rows, those without a sample (zeros) among them: the shape is the same for every batch of a loader.
     *
     * @throws IllegalStateException if the batch is over
     * @throws IllegalArgumentException if the images have 2^31 - 8 bytes or more
     * @throws OrtException what ONNX Runtime has against it
     */
    public static BatchTensor of(OrtEnvironment environment, Batch batch) throws OrtException {
        return of(environment, batch, batch.rows());
    }

    /**
     * The first rows: {@code batch.samples()} of them are all that hold a sample, unless the error policy leaves gaps.
     *
     * @throws IllegalArgumentException likewise, and if there are not so many rows, or none is wanted
     */
    public static BatchTensor of(OrtEnvironment environment, Batch batch, int rows) throws OrtException {
        if (rows < 1 || rows > batch.rows()) {
            throw new IllegalArgumentException("no such rows: expected=1.." + batch.rows() + ", actual=" + rows);
        }
        BatchLoan loan = batch.lend();
        try {
            MemorySegment images =
                    batch.images().asSlice(0, (long) rows * batch.spec().sampleBytes());
            OnnxTensor tensor = SegmentTensor.of(
                    environment,
                    images,
                    typeOf(batch.spec().type()),
                    batch.spec().shape(rows));
            return new BatchTensor(loan, tensor);
        } catch (Throwable failure) {
            loan.close();
            throw failure;
        }
    }

    static OnnxJavaType typeOf(TensorType type) {
        return switch (type) {
            case UINT8 -> OnnxJavaType.UINT8;
            case INT8 -> OnnxJavaType.INT8;
            case FLOAT32 -> OnnxJavaType.FLOAT;
            case FLOAT16 -> OnnxJavaType.FLOAT16;
        };
    }

    /**
     * Runs a model over it. If another thread closes this meanwhile, it waits for the run.
     *
     * @param input the one that the model has
     * @return the outputs, the caller's: copies in memory of ONNX Runtime
     * @throws IllegalStateException if this is closed
     * @throws OrtException what ONNX Runtime has against it: other types or sides than the model takes, for example
     */
    public OrtSession.Result run(OrtSession session, String input) throws OrtException {
        runs.readLock().lock();
        try {
            return session.run(Map.of(input, open()));
        } finally {
            runs.readLock().unlock();
        }
    }

    /**
     * The tensor itself; do not keep it. ONNX Runtime does not check whether a tensor that it is given is closed, and reads what
     * is not there any more: use it only before {@link #close()}, which must not happen while a session runs on it.
     *
     * @throws IllegalStateException if this is closed
     */
    public OnnxTensor tensor() {
        runs.readLock().lock();
        try {
            return open();
        } finally {
            runs.readLock().unlock();
        }
    }

    private OnnxTensor open() {
        if (tensor == null) {
            throw new IllegalStateException("tensor is closed, and the batch given back");
        }
        return tensor;
    }

    /** Closes the tensor and gives the batch back, behind the last {@link #run}. Closing twice does nothing. */
    @Override
    public void close() {
        runs.writeLock().lock();
        try (loan) {
            if (tensor != null && !tensor.isClosed()) {
                tensor.close();
            }
            tensor = null;
        } finally {
            runs.writeLock().unlock();
        }
    }
}
