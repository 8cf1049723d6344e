package io.cameo.loader.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import io.cameo.loader.SampleFormat;
import io.cameo.loader.SampleReader;
import io.cameo.loader.Sampler;
import io.cameo.loader.TensorSpec;
import io.cameo.record.RecordView;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Single samples as an input of an ONNX Runtime session, for services: decoded right into the memory that the session reads.
 *
 * <pre>{@code
 * try (SampleTensor sample = SampleTensor.of(environment, reader)) {      // one per thread
 *     try (OrtSession.Result result = session.run(Map.of("input", sample.read(key)))) {
 *         use(result);
 *     }
 * }
 * }</pre>
 *
 * <p><b>Ownership.</b> Memory and tensor are this object's and always the same: the tensor holds the sample that was read last,
 * until the next one is read or {@link #close()}. Do neither while a session runs on it, and give the tensor to no session
 * afterwards: ONNX Runtime does not check whether it is closed.
 *
 * <p><b>Type and shape</b> as {@link SampleReader#format()} says: uint8 or float32; {@code [1, channels, height, width]} or
 * {@code [1, height, width, channels]}. Not thread-safe. Allocates nothing per sample where {@link Sampler} does not.
 */
public final class SampleTensor implements AutoCloseable {
    private static final long ALIGNMENT = 64;

    private final Arena arena;
    private final MemorySegment memory;
    private final Sampler sampler;
    private final OnnxTensor tensor;
    private boolean closed;

    private SampleTensor(Arena arena, MemorySegment memory, Sampler sampler, OnnxTensor tensor) {
        this.arena = arena;
        this.memory = memory;
        this.sampler = sampler;
        this.tensor = tensor;
    }

    /**
     * A tensor for the samples of a reader, zeros at first.
     *
     * @throws IllegalArgumentException if a sample has 2^31 - 8 bytes or more
     * @throws IllegalStateException if no JPEG library can be loaded
     * @throws OrtException what ONNX Runtime has against it
     */
    public static SampleTensor of(OrtEnvironment environment, SampleReader reader) throws OrtException {
        SampleFormat format = reader.format();
        TensorSpec spec = format.spec();
        SegmentTensor.requireBuffer(format.sizeBytes());
        Sampler sampler = reader.sampler();
        Arena arena = Arena.ofShared();
        try {
            MemorySegment memory = arena.allocate(format.sizeBytes(), ALIGNMENT);
            OnnxTensor tensor = SegmentTensor.of(environment, memory, BatchTensor.typeOf(spec.type()), spec.shape(1));
            return new SampleTensor(arena, memory, sampler, tensor);
        } catch (Throwable failure) {
            arena.close();
            sampler.close();
            throw failure;
        }
    }

    /**
     * Reads the sample with a key. Throws what {@link Sampler#read(long, MemorySegment)} throws; the tensor then holds anything.
     *
     * @return the tensor, always the same; closed by {@link #close()}
     */
    public OnnxTensor read(long key) {
        requireOpen();
        sampler.read(key, memory, 0);
        return tensor;
    }

    /** As {@link #read}, by the record's place in the index, from 0. */
    public OnnxTensor readAt(int position) {
        requireOpen();
        sampler.readAt(position, memory, 0);
        return tensor;
    }

    /** The record that the last sample came from, for its labels and ids; do not move it. */
    public RecordView record() {
        return sampler.record();
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("tensor is closed: bytes=" + memory.byteSize());
        }
    }

    /** Closes the tensor and frees its memory. Closing twice does nothing. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            if (!tensor.isClosed()) {
                tensor.close();
            }
            sampler.close();
            arena.close();
        }
    }
}
