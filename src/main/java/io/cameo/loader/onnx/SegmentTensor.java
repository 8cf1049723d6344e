package io.cameo.loader.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;

/** A tensor over native memory of ours. It holds the bare address: whoever makes one keeps the memory alive. */
final class SegmentTensor {
    /** What ONNX Runtime takes of one buffer. */
    static final long MAX_BYTES = Integer.MAX_VALUE - 8L;

    private SegmentTensor() {}

    /**
     * Makes one.
     *
     * @param memory native, and exactly as long as the shape says
     * @throws IllegalArgumentException if it is too long for a buffer
     */
    static OnnxTensor of(OrtEnvironment environment, MemorySegment memory, OnnxJavaType type, long[] shape)
            throws OrtException {
        requireBuffer(memory.byteSize());
        // Of a direct buffer, ONNX Runtime takes the address; any other it would copy.
        return OnnxTensor.createTensor(environment, memory.asByteBuffer().order(ByteOrder.nativeOrder()), shape, type);
    }

    static void requireBuffer(long bytes) {
        if (bytes > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "tensor is too large for one buffer: limit=" + MAX_BYTES + ", actual=" + bytes);
        }
    }
}
