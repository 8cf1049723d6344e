package io.cameo.image;

import io.cameo.compute.CudaLibrary;
import io.cameo.compute.CudaStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.TreeMap;

/**
 * One worker's way through a device: a stream of its own, tables for batches, and room for what kernels draw. Lanes do not
 * wait for each other, so that copies of one run beside kernels of another. For one thread, on which it also is closed.
 */
public final class DeviceLane implements AutoCloseable {
    private static final long LEAST_BYTES = 1 << 20;

    private final CudaLibrary library;
    private final int images;
    private final Arena arena = Arena.ofConfined();
    private final CudaStream stream;
    private final Map<Integer, ImageBatch> batches = new TreeMap<>();
    private final DevicePair results;

    private DeviceLane(CudaLibrary library, int images, CudaStream stream) {
        this.library = library;
        this.images = images;
        this.stream = stream;
        results = new DevicePair(library, LEAST_BYTES);
    }

    /**
     * Opens a lane on the calling thread's device.
     *
     * @param images the most in one batch
     * @throws io.cameo.nativelib.NativeException if the device refuses
     */
    public static DeviceLane open(CudaLibrary library, int images) {
        return new DeviceLane(library, images, CudaStream.open(library));
    }

    public CudaLibrary library() {
        return library;
    }

    public CudaStream stream() {
        return stream;
    }

    /** The lane's batch of images of so many channels, emptied; what it was used for is done. */
    public ImageBatch batch(int channels) {
        ImageBatch batch = batches.computeIfAbsent(channels, of -> new ImageBatch(library, arena, images, of));
        batch.clear();
        return batch;
    }

    /** Room for images of 8 bits, channels side by side in their order; as the other. */
    public DeviceTensor room(int samples, int heightPx, int widthPx, int channels) {
        return room(samples, heightPx, widthPx, channels, DeviceTensor.Type.UINT8, DeviceTensor.Layout.NHWC, false);
    }

    /** Room for samples, valid until the next call. What was drawn before has been fetched. */
    public DeviceTensor room(
            int samples,
            int heightPx,
            int widthPx,
            int channels,
            DeviceTensor.Type type,
            DeviceTensor.Layout layout,
            boolean reversed) {
        long sample = Math.multiplyExact((long) heightPx * widthPx, channels * type.bytes());
        results.reserve(Math.multiplyExact(sample, (long) samples));
        return new DeviceTensor(results.device(), 0, samples, heightPx, widthPx, channels, type, layout, reversed);
    }

    /**
     * Copies the room's samples to the host and waits for them, and with them for everything that was queued.
     *
     * @return pinned memory, valid until the next call of {@link #room}
     * @throws io.cameo.nativelib.NativeException if something of the work failed
     */
    public MemorySegment fetch(DeviceTensor room) {
        MemorySegment pinned = results.pinned().asSlice(0, room.sizeBytes());
        stream.download(room.memory(), room.offsetBytes(), pinned, 0, room.sizeBytes());
        stream.await();
        return pinned;
    }

    /**
     * Waits for the work and gives everything back.
     *
     * @throws io.cameo.nativelib.NativeException if the device fails; all that it takes back then is back
     */
    @Override
    public void close() {
        try (Arena _ = arena;
                DevicePair _ = results) {
            stream.close();
        }
    }
}
