package io.cameo.image;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.cameo.compute.CudaLibrary;
import io.cameo.compute.CudaStream;
import io.cameo.compute.DeviceMemory;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Images of any sizes in a device's memory, with what shall be done to each: the tables that kernels read. Filled by
 * {@link #add}, used by a kernel, cleared, filled again; its memory is allocated once. One thread at a time.
 *
 * <p>The batch knows the images' memory by address only: that must live, and hold the pixels, until the kernel has run.
 */
public final class ImageBatch {
    /** The longest side of an image: OpenCV's limit, because its coordinates are 16 bits. */
    public static final int MAX_SIDE_PX = Short.MAX_VALUE - 1;

    private static final int MATRIX = 6;
    private static final int SCALE_CHANNELS = 3;
    private static final int SCALE = 3 * SCALE_CHANNELS;

    /** What the tables hold of each image, in the order in which they lie; every one is aligned to its numbers. */
    public enum Table {
        /** Addresses of first samples, 64 bits. */
        PIXELS(0, 8),
        /** Bytes from row to row, 64 bits. */
        STRIDES(1, 8),
        /** Six doubles: from pixels of the image to pixels of the sample. */
        MATRICES(2, 8 * MATRIX),
        /** Nine floats: means of three channels of the tensor, factors, offsets. */
        SCALES(3, 4 * SCALE),
        /** 32 bits. */
        WIDTHS(4, 4),
        /** 32 bits. */
        HEIGHTS(5, 4),
        /** A byte, 1 where left becomes right. */
        MIRRORED(6, 1);

        private final int place;
        private final int bytes;

        Table(int place, int bytes) {
            this.place = place;
            this.bytes = bytes;
        }
    }

    private final CudaLibrary library;
    private final int capacity;
    private final int channels;
    private final MemorySegment host;
    private final DeviceMemory device;
    private final long[] offsets = new long[Table.values().length];
    private int size;
    private @Nullable CudaStream uploadedOn;

    /**
     * An empty batch.
     *
     * @param arena whose memory it uses
     * @param capacity the most images
     * @param channels of every image: 1, 3 or 4
     */
    public ImageBatch(CudaLibrary library, Arena arena, int capacity, int channels) {
        if (capacity <= 0) {
            throw new IllegalArgumentException("batch holds no images: capacity=" + capacity);
        }
        if (channels != 1 && channels != 3 && channels != 4) {
            throw new IllegalArgumentException("batch cannot have these channels: channels=" + channels);
        }
        this.library = library;
        this.capacity = capacity;
        this.channels = channels;
        long bytes = 0;
        for (Table table : Table.values()) {
            offsets[table.place] = bytes;
            bytes += (long) table.bytes * capacity;
        }
        host = DeviceMemory.pinned(library, arena, bytes);
        device = DeviceMemory.allocate(library, arena, bytes);
    }

    public int size() {
        return size;
    }

    public int channels() {
        return channels;
    }

    /**
     * Empties the batch, once a kernel that was given it has run as far as it reads it.
     *
     * <p>Waits for that kernel's stream.
     */
    public void clear() {
        CudaStream stream = uploadedOn;
        if (stream != null) {
            stream.await();
            uploadedOn = null;
        }
        size = 0;
    }

    /**
     * Adds an image, to be drawn as it is.
     *
     * @return its number, which is that of its sample
     * @throws IllegalArgumentException if it has other channels, is too large, is in another library's memory, or the batch
     *     is full
     * @throws IllegalStateException if a kernel has the batch: {@link #clear} it first
     */
    public int add(DeviceImage image) {
        requireFree();
        if (size == capacity) {
            throw new IllegalArgumentException("batch is full: capacity=" + capacity);
        }
        if (image.channels() != channels || image.memory().library() != library) {
            throw new IllegalArgumentException(
                    "image does not go with the batch: image=" + image + ", channels=" + channels);
        }
        if (image.widthPx() > MAX_SIDE_PX || image.heightPx() > MAX_SIDE_PX) {
            throw new IllegalArgumentException("image is too large: width=" + image.widthPx() + ", height="
                    + image.heightPx() + ", limit=" + MAX_SIDE_PX);
        }
        int at = size++;
        host.set(JAVA_LONG, at(Table.PIXELS, at), image.memory().address() + image.offsetBytes());
        host.set(JAVA_LONG, at(Table.STRIDES, at), image.strideBytes());
        host.set(JAVA_INT, at(Table.WIDTHS, at), image.widthPx());
        host.set(JAVA_INT, at(Table.HEIGHTS, at), image.heightPx());
        host.set(JAVA_BYTE, at(Table.MIRRORED, at), (byte) 0);
        for (int i = 0; i < MATRIX; i++) {
            host.set(JAVA_DOUBLE, at(Table.MATRICES, at) + 8L * i, i == 0 || i == 4 ? 1 : 0);
        }
        for (int channel = 0; channel < SCALE_CHANNELS; channel++) {
            setScale(at, channel, 0, 1, 0);
        }
        return at;
    }

    /**
     * Adds an image to be drawn through an affine map.
     *
     * @param matrix six finite numbers, as {@code Warp} has them; copied
     */
    public int add(DeviceImage image, double[] matrix) {
        if (matrix.length != MATRIX) {
            throw new IllegalArgumentException("matrix needs six numbers: found=" + matrix.length);
        }
        for (int i = 0; i < MATRIX; i++) {
            if (!Double.isFinite(matrix[i])) {
                throw new IllegalArgumentException("matrix is not finite: at=" + i + ", value=" + matrix[i]);
            }
        }
        int at = add(image);
        MemorySegment.copy(matrix, 0, host, JAVA_DOUBLE, at(Table.MATRICES, at), MATRIX);
        return at;
    }

    /**
     * What a channel of the tensor becomes in floating point: {@code (pixel - mean) * factor + offset}, each operation
     * rounded by itself.
     *
     * @param image as {@link #add} numbered it
     * @throws IllegalArgumentException if a number is not finite
     */
    public void setScale(int image, int channel, float mean, float factor, float offset) {
        requireFree();
        Objects.checkIndex(image, size);
        Objects.checkIndex(channel, SCALE_CHANNELS);
        if (!(Float.isFinite(mean) && Float.isFinite(factor) && Float.isFinite(offset))) {
            throw new IllegalArgumentException("scale is not finite: channel=" + channel + ", mean=" + mean
                    + ", factor=" + factor + ", offset=" + offset);
        }
        long first = at(Table.SCALES, image) + 4L * channel;
        host.set(JAVA_FLOAT, first, mean);
        host.set(JAVA_FLOAT, first + 4 * SCALE_CHANNELS, factor);
        host.set(JAVA_FLOAT, first + 8 * SCALE_CHANNELS, offset);
    }

    /** Whether an image's left becomes right, after it has been drawn. */
    public void setMirrored(int image, boolean isMirrored) {
        requireFree();
        Objects.checkIndex(image, size);
        host.set(JAVA_BYTE, at(Table.MIRRORED, image), (byte) (isMirrored ? 1 : 0));
    }

    /**
     * Queues the tables' copy to the device, for a kernel that is queued next; from now on until {@link #clear} the batch
     * cannot be changed.
     *
     * @throws IllegalArgumentException if the tensor has other channels, too few samples, memory of another library, or
     *     shares memory with an image
     */
    public void upload(DeviceTensor dst, CudaStream stream) {
        stream.requireOwn(device);
        stream.requireOwn(dst.memory());
        if (dst.channels() != channels || dst.samples() < size) {
            throw new IllegalArgumentException(
                    "tensor does not fit the batch: tensor=" + dst + ", images=" + size + ", channels=" + channels);
        }
        requireApart(dst);
        // Another stream's copy would let this one write what that one still reads.
        CudaStream before = uploadedOn;
        if (before != null && before != stream) {
            before.await();
        }
        uploadedOn = stream;
        stream.upload(host, 0, device, 0, host.byteSize());
    }

    /** For a kernel: where a table lies on the device. */
    public MemorySegment table(Table table) {
        return device.pointer(offsets[table.place]);
    }

    void requireSize(int widthPx, int heightPx) {
        for (int i = 0; i < size; i++) {
            int width = host.get(JAVA_INT, at(Table.WIDTHS, i));
            int height = host.get(JAVA_INT, at(Table.HEIGHTS, i));
            if (width != widthPx || height != heightPx) {
                throw new IllegalArgumentException("image is not of the samples' size: image=" + i + ", size=" + width
                        + "x" + height + ", expected=" + widthPx + "x" + heightPx);
            }
        }
    }

    private void requireApart(DeviceTensor dst) {
        long begin = dst.memory().address() + dst.offsetBytes();
        long end = begin + dst.sizeBytes();
        for (int i = 0; i < size; i++) {
            long first = host.get(JAVA_LONG, at(Table.PIXELS, i));
            long rows = host.get(JAVA_INT, at(Table.HEIGHTS, i)) - 1L;
            long last = first
                    + rows * host.get(JAVA_LONG, at(Table.STRIDES, i))
                    + (long) host.get(JAVA_INT, at(Table.WIDTHS, i)) * channels;
            if (first < end && begin < last) {
                throw new IllegalArgumentException("image and tensor share memory: image=" + i + ", tensor=" + dst);
            }
        }
    }

    private void requireFree() {
        if (uploadedOn != null) {
            throw new IllegalStateException("a kernel has the batch: clear it first");
        }
    }

    private long at(Table table, int image) {
        return offsets[table.place] + (long) table.bytes * image;
    }
}
