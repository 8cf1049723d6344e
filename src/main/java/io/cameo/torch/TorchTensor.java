package io.cameo.torch;

import io.cameo.bytes.LittleEndian;
import io.cameo.numpy.NpyType;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Objects;

/**
 * A tensor: a view of a storage with an offset and strides, which count elements. Nothing is copied before somebody asks;
 * one from a {@link TorchFile} is valid as long as that file's bytes. Any number of threads may read.
 */
public final class TorchTensor implements TorchValue {
    private static final int MOST_DIMENSIONS = 64;

    private final TorchStorage storage;
    private final long offset;
    private final long[] shape;
    private final long[] strides;
    private final boolean requiresGrad;
    private final long values;

    private TorchTensor(TorchStorage storage, long offset, long[] shape, long[] strides, boolean requiresGrad) {
        this.storage = storage;
        this.offset = offset;
        this.shape = shape;
        this.strides = strides;
        this.requiresGrad = requiresGrad;
        values = product(shape);
    }

    /**
     * A view whose numbers come from a file and may be anything.
     *
     * @param shape becomes the tensor's own, as do the strides
     * @throws IllegalArgumentException if it does not lie within the storage
     */
    static TorchTensor view(TorchStorage storage, long offset, long[] shape, long[] strides, boolean requiresGrad) {
        if (!isWithin(storage, offset, shape, strides)) {
            throw new IllegalArgumentException("tensor does not lie within its storage: offset=" + offset + ", shape="
                    + Arrays.toString(shape) + ", strides=" + Arrays.toString(strides) + ", storage="
                    + storage.values());
        }
        return new TorchTensor(storage, offset, shape, strides, requiresGrad);
    }

    /**
     * A float32 tensor in C order, on the processor.
     *
     * @param values are copied
     * @throws IllegalArgumentException if they do not fit the shape
     */
    public static TorchTensor of(float[] values, long... shape) {
        MemorySegment data = MemorySegment.ofArray(new byte[Math.multiplyExact(values.length, Float.BYTES)]);
        MemorySegment.copy(values, 0, data, LittleEndian.FLOAT, 0, values.length);
        return of(NpyType.FLOAT32, data, shape);
    }

    /**
     * A tensor in C order over elements that are little-endian, on the processor.
     *
     * @param data is not copied
     * @throws IllegalArgumentException if it does not fit the shape, or torch has no such type
     */
    public static TorchTensor of(NpyType type, MemorySegment data, long... shape) {
        long values = product(shape);
        if (values < 0 || values != data.byteSize() / type.sizeBytes() || data.byteSize() % type.sizeBytes() != 0) {
            throw new IllegalArgumentException("tensor does not fit its shape: bytes=" + data.byteSize() + ", type="
                    + type.descr() + ", shape=" + Arrays.toString(shape));
        }
        StorageType.of(type);
        TorchStorage storage = new TorchStorage("", type, "cpu", values, data);
        return view(storage, 0, shape.clone(), contiguous(shape), false);
    }

    /** Another view of the same storage; offset and strides count elements. */
    public TorchTensor view(long newOffset, long[] newShape, long[] newStrides) {
        return view(storage, newOffset, newShape.clone(), newStrides.clone(), requiresGrad);
    }

    /** The same tensor with another tag for where torch is to put it: {@code cpu}, {@code cuda:0}. */
    public TorchTensor on(String location) {
        return new TorchTensor(storage.on(location), offset, shape, strides, requiresGrad);
    }

    /** The same tensor, which torch is to differentiate by, or not. */
    public TorchTensor requiringGrad(boolean required) {
        return new TorchTensor(storage, offset, shape, strides, required);
    }

    public NpyType type() {
        return storage.type();
    }

    /** The dimensions, as a copy; of no length for a single value. */
    public long[] shape() {
        return shape.clone();
    }

    /** How many elements of the storage lie between two neighbours of each dimension, as a copy. */
    public long[] strides() {
        return strides.clone();
    }

    /** The first element's place in the storage, in elements. */
    public long offset() {
        return offset;
    }

    /** How many elements it shows; more than the storage has where a stride is 0. */
    public long values() {
        return values;
    }

    /** The storage's tag: {@code cpu}, {@code cuda:0}. */
    public String location() {
        return storage.location();
    }

    /** The storage's name in its file; empty if it was never in one. Views of one storage have the same. */
    public String storageKey() {
        return storage.key();
    }

    /** How many elements the storage has. */
    public long storageValues() {
        return storage.values();
    }

    public boolean requiresGrad() {
        return requiresGrad;
    }

    /** Whether it has this shape. */
    public boolean hasShape(long... expected) {
        return Arrays.equals(shape, expected);
    }

    /** Whether its elements lie one after the other in C order. */
    public boolean isContiguous() {
        long step = 1;
        for (int i = shape.length - 1; i >= 0; i--) {
            if (shape[i] != 1 && strides[i] != step && values > 0) {
                return false;
            }
            step *= shape[i];
        }
        return true;
    }

    /**
     * The elements as they lie in the file: a slice, little-endian. In a mapped file of torch's own a storage begins at a
     * multiple of 64 bytes; elsewhere it may lie anywhere.
     *
     * @throws IllegalArgumentException if it is not {@link #isContiguous()}
     */
    public MemorySegment data() {
        if (!isContiguous()) {
            throw new IllegalArgumentException("tensor is not contiguous: shape=" + Arrays.toString(shape)
                    + ", strides=" + Arrays.toString(strides));
        }
        int size = type().sizeBytes();
        return storage.data().asSlice(values == 0 ? 0 : offset * size, values * size);
    }

    /**
     * Copies all elements in C order, converted to float32.
     *
     * @throws IndexOutOfBoundsException if they do not fit
     */
    public void copyTo(float[] dst, int dstOffset) {
        int count = (int) Math.min(values, Integer.MAX_VALUE);
        Objects.checkFromIndexSize(dstOffset, count, dst.length);
        if (type() == NpyType.FLOAT32 && isContiguous()) {
            MemorySegment.copy(storage.data(), LittleEndian.FLOAT, offset * Float.BYTES, dst, dstOffset, count);
            return;
        }
        long[] index = new long[shape.length];
        for (int i = 0; i < count; i++) {
            dst[dstOffset + i] = (float) doubleAt(index);
            for (int d = shape.length - 1; d >= 0 && ++index[d] == shape[d]; d--) {
                index[d] = 0;
            }
        }
    }

    /**
     * One element; whole numbers beyond 2^53 are rounded.
     *
     * @throws IndexOutOfBoundsException if there is none
     */
    public double doubleAt(long... index) {
        return type().doubleAt(storage.data(), offsetBytes(index));
    }

    /**
     * One element as a whole number; a fraction is cut off.
     *
     * @throws IndexOutOfBoundsException if there is none
     */
    public long longAt(long... index) {
        return type().longAt(storage.data(), offsetBytes(index));
    }

    TorchStorage storage() {
        return storage;
    }

    private long offsetBytes(long[] index) {
        if (index.length != shape.length) {
            throw new IndexOutOfBoundsException(
                    "tensor has other dimensions: expected=" + shape.length + ", actual=" + index.length);
        }
        long at = offset;
        for (int i = 0; i < index.length; i++) {
            at += Objects.checkIndex(index[i], shape[i]) * strides[i];
        }
        return at * type().sizeBytes();
    }

    private static long[] contiguous(long[] shape) {
        long[] strides = new long[shape.length];
        long step = 1;
        for (int i = shape.length - 1; i >= 0; i--) {
            strides[i] = step;
            step *= Math.max(1, shape[i]);
        }
        return strides;
    }

    private static boolean isWithin(TorchStorage storage, long offset, long[] shape, long[] strides) {
        if (shape.length != strides.length || shape.length > MOST_DIMENSIONS || offset < 0) {
            return false;
        }
        long values = product(shape);
        long last = offset;
        for (int i = 0; i < shape.length && values > 0; i++) {
            long steps = shape[i] - 1;
            if (strides[i] < 0 || (strides[i] > 0 && steps > storage.values() / strides[i])) {
                return false;
            }
            last += steps * strides[i];
            if (last > storage.values()) {
                return false;
            }
        }
        return values == 0 ? offset <= storage.values() : values > 0 && last < storage.values();
    }

    /** -1 if a size is negative or the product leaves a long. */
    private static long product(long[] shape) {
        long product = 1;
        for (long size : shape) {
            if (size < 0 || (size > 0 && product > Long.MAX_VALUE / size)) {
                return -1;
            }
            product *= size;
        }
        return product;
    }
}
