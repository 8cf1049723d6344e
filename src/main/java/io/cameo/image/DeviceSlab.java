package io.cameo.image;

import io.cameo.compute.CudaLibrary;
import io.cameo.compute.CudaStream;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a device's memory that one worker fills with images from the front, through as much pinned memory, and empties
 * at once. One thread.
 */
public final class DeviceSlab implements AutoCloseable {
    /** Kernels read fastest from multiples of it. */
    private static final long ALIGNMENT = 16;

    private final DevicePair memory;
    private final long sizeBytes;
    private long used;
    private @Nullable CudaStream uploadedOn;

    /** A slab without memory yet, which then has that much for good: to allocate makes a device wait. */
    public DeviceSlab(CudaLibrary library, long sizeBytes) {
        memory = new DevicePair(library, sizeBytes);
        this.sizeBytes = sizeBytes;
    }

    /** How much room an image of so many bytes takes. */
    public static long placed(long bytes) {
        return (bytes + ALIGNMENT - 1) & -ALIGNMENT;
    }

    /**
     * Forgets all images; allocates the memory at the first call. Waits for the stream that copies or uses them.
     *
     * @throws io.cameo.nativelib.NativeException if the device has not so much, or work on the images failed
     */
    public void clear() {
        CudaStream stream = uploadedOn;
        if (stream != null) {
            uploadedOn = null;
            stream.await();
        }
        used = 0;
        memory.reserve(sizeBytes);
    }

    /**
     * Copies an image into pinned memory and queues its copy to the device.
     *
     * @param image 8 bits a sample; may change when this returns
     * @param stream the same until all are forgotten
     * @return without gaps between rows, valid until all are forgotten; null if there is no room left
     */
    public @Nullable DeviceImage upload(Image image, CudaStream stream) {
        long rowBytes = image.rowBytes();
        long bytes = rowBytes * image.heightPx();
        if (bytes > memory.device().byteSize() - used) {
            return null;
        }
        long at = used;
        MemorySegment pinned = memory.pinned();
        for (int y = 0; y < image.heightPx(); y++) {
            MemorySegment.copy(image.pixels(), y * image.strideBytes(), pinned, at + y * rowBytes, rowBytes);
        }
        uploadedOn = stream;
        stream.upload(pinned, at, memory.device(), at, bytes);
        used += placed(bytes);
        return new DeviceImage(
                memory.device(),
                at,
                image.widthPx(),
                image.heightPx(),
                rowBytes,
                image.format().channels());
    }

    @Override
    public void close() {
        memory.close();
    }
}
