package io.cameo.image;

import io.cameo.compute.CudaLibrary;
import io.cameo.compute.CudaScratch;
import io.cameo.compute.CudaStream;
import java.lang.foreign.MemorySegment;

/**
 * Brings one image at a time to a device and what became of it back, through pinned memory of its own: for those who have
 * their pixels in Java. Memory grows to the largest and is kept. One thread at a time, and the stream's work must be done
 * before the next image.
 */
public final class DeviceStaging {
    private final CudaScratch up;
    private final CudaScratch down;

    public DeviceStaging(CudaLibrary library) {
        up = new CudaScratch(library);
        down = new CudaScratch(library);
    }

    /**
     * Queues an image's copy.
     *
     * @param src 8 bits a sample, heap or native, any stride; may change as soon as this returns
     * @return its place, without gaps between rows; valid until the next call
     */
    public DeviceImage upload(Image src, CudaStream stream) {
        long rowBytes = src.rowBytes();
        long bytes = Math.multiplyExact(rowBytes, (long) src.heightPx());
        MemorySegment pinned = up.pinned(bytes);
        for (int y = 0; y < src.heightPx(); y++) {
            MemorySegment.copy(src.pixels(), y * src.strideBytes(), pinned, y * rowBytes, rowBytes);
        }
        DeviceImage placed = new DeviceImage(
                up.device(bytes),
                0,
                src.widthPx(),
                src.heightPx(),
                rowBytes,
                src.format().channels());
        stream.upload(pinned, 0, placed.memory(), 0, bytes);
        return placed;
    }

    /** Room for one sample of such a tensor; valid until the next call. */
    public DeviceTensor room(
            int heightPx,
            int widthPx,
            int channels,
            DeviceTensor.Type type,
            DeviceTensor.Layout layout,
            boolean reversed) {
        long bytes = Math.multiplyExact((long) heightPx * widthPx, channels * type.bytes());
        return new DeviceTensor(down.device(bytes), 0, 1, heightPx, widthPx, channels, type, layout, reversed);
    }

    /** Copies the room's sample, as it lies there, and waits for it. */
    public void download(DeviceTensor room, MemorySegment dst, long dstOffset, CudaStream stream) {
        MemorySegment.copy(fetch(room, stream), 0, dst, dstOffset, room.sampleBytes());
    }

    /** Copies the room's sample, interleaved and 8 bits, into an image of the same size, and waits for it. */
    public void download(DeviceTensor room, Image dst, CudaStream stream) {
        MemorySegment pinned = fetch(room, stream);
        for (int y = 0; y < dst.heightPx(); y++) {
            MemorySegment.copy(pinned, y * dst.rowBytes(), dst.pixels(), y * dst.strideBytes(), dst.rowBytes());
        }
    }

    private MemorySegment fetch(DeviceTensor room, CudaStream stream) {
        MemorySegment pinned = down.pinned(room.sampleBytes());
        stream.download(room.memory(), room.offsetBytes(), pinned, 0, room.sampleBytes());
        stream.await();
        return pinned;
    }
}
