package io.cameo.loader.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Memory that becomes an array of DJL: allocated as the engine wants it, filled by us, then the array's. Engines that can take a
 * direct buffer as it is copy nothing.
 */
final class ArrayMemory {
    private final NDManager owner;
    private final ByteBuffer buffer;
    private final Shape shape;
    private final DataType type;

    private ArrayMemory(NDManager owner, ByteBuffer buffer, Shape shape, DataType type) {
        this.owner = owner;
        this.buffer = buffer;
        this.shape = shape;
        this.type = type;
    }

    /**
     * Allocates memory of this shape.
     *
     * @throws IllegalArgumentException if it has 2^31 bytes or more
     */
    static ArrayMemory allocate(NDManager owner, DataType type, long... shape) {
        Shape sides = new Shape(shape);
        long bytes = sides.size() * type.getNumOfBytes();
        if (bytes > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("array is too large for one buffer: limit=" + Integer.MAX_VALUE
                    + ", actual=" + bytes + ", shape=" + Arrays.toString(shape));
        }
        ByteBuffer buffer = owner.allocateDirect((int) bytes).order(ByteOrder.LITTLE_ENDIAN);
        return new ArrayMemory(owner, buffer, sides, type);
    }

    /** All of it, to be filled. */
    MemorySegment memory() {
        return MemorySegment.ofBuffer(buffer);
    }

    /** The array, which belongs to the manager; write nothing from then on. */
    NDArray finish() {
        return owner.create(buffer, shape, type);
    }
}
